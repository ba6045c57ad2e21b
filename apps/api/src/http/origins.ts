import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KEEPALIVE_INTERVAL_HEADER } from '@dwell/shared';
import type { FastifyRequest } from 'fastify';
import { isOneOf, normalizeOrigin } from '../platform/settings/origin.js';
import type { RefusedOrigins } from './refused-origins.js';
import { AddRouteConfig } from './route-config.js';
import type { RouteTable } from './route-table.js';
import { pathOf } from './url-path.js';

/** Decides which pages may call this server, by the origin of the page. */
export class Origins {
  private readonly allowed: ReadonlySet<string>;

  /** @param allowed origins that are normalised */
  constructor(
    allowed: readonly string[],
    private readonly refused: RefusedOrigins,
  ) {
    this.allowed = new Set(allowed);
  }

  get allowsOthers(): boolean {
    return this.allowed.size > 0;
  }

  /** Returns whether a request comes from a page of this server or of an allowed origin. */
  isKnown(request: FastifyRequest): boolean {
    const { origin } = request.headers;
    return origin !== undefined && (this.isAllowed(origin) || isOwn(origin, request));
  }

  isAllowed(origin: string): boolean {
    return this.allowsOthers && isOneOf(origin, this.allowed);
  }

  /**
   * Returns whether the request comes from a page that may make it. A page of this server may make any request; a page
   * of an allowed origin may only call routes that are marked with {@link ForAllowedOrigins}.
   */
  mayCall(request: FastifyRequest): boolean {
    const { origin } = request.headers;
    if (origin === undefined) return false;
    if (isOwn(origin, request)) return true;
    // Behind an https proxy that is not in TRUST_PROXY, ALLOWED_ORIGINS may name the server's own public origin.
    return (
      this.isAllowed(origin) && (isForAllowedOrigins(request) || isOwn(origin, request, schemeOf(origin)))
    );
  }

  /**
   * Counts the origin of a preflight request if it is refused. The request itself, which would be counted too, is then
   * never sent.
   */
  notePreflight(request: FastifyRequest): void {
    if (!this.isKnown(request)) this.noteRefusal(request);
  }

  /** Counts the request's origin as refused, and logs it. */
  noteRefusal({ headers: { origin } }: FastifyRequest): void {
    // An allowed origin is refused on some routes. It is not counted, because the list shows the origins that an admin
    // may want to allow.
    if (origin !== undefined && !this.isAllowed(origin)) this.refused.add(origin);
  }
}

const isOwn = (
  origin: string,
  { forwarding }: FastifyRequest,
  scheme: string = forwarding.scheme,
): boolean => {
  const { hosts } = forwarding;
  // Most pages name their origin just as the server would. Parsing it would cost more than all else here.
  if (hosts.some((host) => origin === `${scheme}://${host}`)) return true;
  const normalized = normalizeOrigin(origin);
  return (
    normalized !== undefined && hosts.some((host) => normalized === normalizeOrigin(`${scheme}://${host}`))
  );
};

const schemeOf = (origin: string): string => origin.slice(0, origin.indexOf(':')).toLowerCase();

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Overrides the CORS settings on this route. */
    cors?: { origin: '*'; credentials: false };
    /** See {@link ForAllowedOrigins}. */
    forAllowedOrigins?: boolean;
  }
}

/**
 * Marks a route that pages of ALLOWED_ORIGINS may call, also with a login's cookie. The other routes that need a caller
 * read data or change settings, or take pings from servers. With a cookie, only pages of this server may call them.
 */
export const ForAllowedOrigins = (): MethodDecorator => AddRouteConfig({ forAllowedOrigins: true });

/** Returns whether the request's route is marked with {@link ForAllowedOrigins}. */
export const isForAllowedOrigins = ({ routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.forAllowedOrigins === true;

/** How long a browser may cache a preflight answer, in seconds: a day. Browsers cap it at less. */
const PREFLIGHT_SECONDS = 86_400;

const OPENED = {
  // Access-Control-Allow-Origin answers with the origin of the request.
  origin: true,
  credentials: true,
  methods: ['GET', 'POST'],
  exposedHeaders: [KEEPALIVE_INTERVAL_HEADER, 'Retry-After'],
  maxAge: PREFLIGHT_SECONDS,
};

const CLOSED = { origin: false };

/**
 * Lets pages of allowed origins, and no other pages of foreign origins, call the routes that are marked with
 * {@link ForAllowedOrigins}, with a login's cookie or a key, and read every answer.
 */
export const allowOrigins = (app: NestFastifyApplication, origins: Origins, routes: RouteTable): void => {
  if (!origins.allowsOthers) return;
  const isOpened = (request: FastifyRequest): boolean => {
    const { origin } = request.headers;
    if (origin === undefined || !origins.isAllowed(origin)) return false;
    if (isForAllowedOrigins(request)) return true;
    const { method, headers } = request;
    const asked = method === 'OPTIONS' ? headers['access-control-request-method'] : method;
    return routes.isForAllowedOrigins(asked ?? '', pathOf(request));
  };
  app.enableCors({
    delegator: (request, callback) => {
      callback(null, isOpened(request) ? OPENED : CLOSED);
    },
  });
};
