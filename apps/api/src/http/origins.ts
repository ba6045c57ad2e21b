import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KEEPALIVE_INTERVAL_HEADER } from '@dwell/shared';
import type { FastifyRequest } from 'fastify';
import { normalizeOrigin } from '../platform/settings/origin.js';

/** Returns whether a request comes from a page of a known origin. */
export type OriginCheck = (request: FastifyRequest) => boolean;

/**
 * Returns a check that accepts this server's own origin and `allowedOrigins`, which are normalised. A request without an
 * origin fails it.
 */
export const knownOrigins = (allowedOrigins: readonly string[]): OriginCheck => {
  const isAllowed = allowedCheck(allowedOrigins);
  return (request) => {
    const { origin } = request.headers;
    return origin !== undefined && (isAllowed(origin) || isOwn(origin, request));
  };
};

/** Returns a check that accepts `allowedOrigins`, which are normalised. */
const allowedCheck = (allowedOrigins: readonly string[]): ((origin: string) => boolean) => {
  const allowed = new Set(allowedOrigins);
  return (origin) => {
    if (allowed.size === 0) return false;
    return allowed.has(origin) || allowed.has(normalizeOrigin(origin) ?? '');
  };
};

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

/** Lets pages of `allowedOrigins`, and no others, call with a login cookie or a key and read every answer. */
export const allowOrigins = (app: NestFastifyApplication, allowedOrigins: readonly string[]): void => {
  if (allowedOrigins.length === 0) return;
  const isAllowed = allowedCheck(allowedOrigins);
  app.enableCors({
    // With a list instead of a function, other origins would also get CORS headers.
    origin: (origin, callback) => {
      callback(null, origin !== undefined && isAllowed(origin) && origin);
    },
    credentials: true,
    // Enough to report and to read. Other methods change settings, which only the dashboard does, from our own origin.
    methods: ['GET', 'POST'],
    exposedHeaders: [KEEPALIVE_INTERVAL_HEADER, 'Retry-After'],
    maxAge: PREFLIGHT_SECONDS,
  });
};
