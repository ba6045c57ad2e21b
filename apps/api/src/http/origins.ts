import type { FastifyRequest } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KEEPALIVE_INTERVAL_HEADER } from '@dwell/shared';

/** Whether a request says that it comes from a page of ours. */
export type OriginCheck = (request: FastifyRequest) => boolean;

/** Pages of ours are this server's own, and those of `allowedOrigins`. Only a browser says where a request comes from. */
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
    /** What differs on this route from what is said of all. */
    cors?: { origin: '*'; credentials: false };
  }
}

/** How long a browser need not ask again whether it may, in seconds: a day. Browsers shorten it to what they allow. */
const PREFLIGHT_SECONDS = 86_400;

/** Lets pages of other origins call with the login's cookie or with a key, and read every answer; no others. */
export const allowOrigins = (app: NestFastifyApplication, allowedOrigins: readonly string[]): void => {
  if (allowedOrigins.length === 0) return;
  const allowed = new Set(allowedOrigins);
  app.enableCors({
    // Given as a list, an origin that is not on it would still be told what others may.
    origin: (origin, callback) => {
      callback(null, origin !== undefined && allowed.has(origin) && origin);
    },
    credentials: true,
    // What a page sends and reads; settings are changed in the dashboard, which has the server's own origin.
    methods: ['GET', 'POST'],
    exposedHeaders: [KEEPALIVE_INTERVAL_HEADER, 'Retry-After'],
    maxAge: PREFLIGHT_SECONDS,
  });
};
