import type { FastifyRequest } from 'fastify';

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
