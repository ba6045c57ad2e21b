import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KEEPALIVE_INTERVAL_HEADER } from '@dwell/shared';
import type { FastifyRequest } from 'fastify';
import { normalizeOrigin } from '../platform/settings/origin.js';
import type { RefusedOrigins } from './refused-origins.js';

/** Tells the pages that may call this server from others. */
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
    if (!this.allowsOthers) return false;
    return this.allowed.has(origin) || this.allowed.has(normalizeOrigin(origin) ?? '');
  }

  /** Counts the request's origin as refused, and logs it. */
  noteRefusal({ headers: { origin } }: FastifyRequest): void {
    if (origin !== undefined) this.refused.add(origin);
  }
}

const isOwn = (origin: string, { forwarding: { scheme, hosts } }: FastifyRequest): boolean => {
  // Most pages name their origin just as the server would. Parsing it would cost more than all else here.
  if (hosts.some((host) => origin === `${scheme}://${host}`)) return true;
  const normalized = normalizeOrigin(origin);
  return (
    normalized !== undefined && hosts.some((host) => normalized === normalizeOrigin(`${scheme}://${host}`))
  );
};

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Overrides the CORS settings on this route. */
    cors?: { origin: '*'; credentials: false };
  }
}

/** How long a browser may cache a preflight answer, in seconds: a day. Browsers cap it at less. */
const PREFLIGHT_SECONDS = 86_400;

/** Lets pages of allowed origins, and no others, call with a login cookie or a key and read every answer. */
export const allowOrigins = (app: NestFastifyApplication, origins: Origins): void => {
  notePreflights(app, origins);
  if (!origins.allowsOthers) return;
  app.enableCors({
    // With a list instead of a function, other origins would also get CORS headers.
    origin: (origin, callback) => {
      callback(null, origin !== undefined && origins.isAllowed(origin) && origin);
    },
    credentials: true,
    // Enough to report and to read. Other methods change settings, which only the dashboard does, from our own origin.
    methods: ['GET', 'POST'],
    exposedHeaders: [KEEPALIVE_INTERVAL_HEADER, 'Retry-After'],
    maxAge: PREFLIGHT_SECONDS,
  });
};

/** Notes the origins whose preflight requests are refused: their pages never send the request itself. */
const notePreflights = (app: NestFastifyApplication, origins: Origins): void => {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      if (request.method === 'OPTIONS' && !origins.isKnown(request)) origins.noteRefusal(request);
      done();
    });
};
