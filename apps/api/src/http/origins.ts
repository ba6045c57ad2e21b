import type { FastifyRequest } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KEEPALIVE_INTERVAL_HEADER } from '@dwell/shared';

/** Returns whether a request comes from a page of a known origin. */
export type OriginCheck = (request: FastifyRequest) => boolean;

/**
 * Returns a check that accepts this server's own origin and `allowedOrigins`. A request without an origin fails it.
 */
export const knownOrigins = (allowedOrigins: readonly string[]): OriginCheck => {
  const allowed = new Set(allowedOrigins);
  return (request) => {
    const { origin } = request.headers;
    return (
      origin !== undefined && (allowed.has(origin) || origin === `${request.protocol}://${request.host}`)
    );
  };
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
  const allowed = new Set(allowedOrigins);
  app.enableCors({
    // With a list instead of a function, other origins would also get CORS headers.
    origin: (origin, callback) => {
      callback(null, origin !== undefined && allowed.has(origin) && origin);
    },
    credentials: true,
    // Enough to report and to read. Other methods change settings, which only the dashboard does, from our own origin.
    methods: ['GET', 'POST'],
    exposedHeaders: [KEEPALIVE_INTERVAL_HEADER, 'Retry-After'],
    maxAge: PREFLIGHT_SECONDS,
  });
};
