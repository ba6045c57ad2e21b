import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Answers 404 to paths that percent-encode a part of a route's own text, such as `/%61pi/v2/sessions`. The router decodes
 * them, but everything that looks at a URL to tell data from pages does not. Parameters may be encoded.
 */
export const refuseEncodedRoutes = (fastify: FastifyInstance): void => {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.url.includes('%') || isPlain(request)) done();
    else reply.callNotFound();
  });
};

const isPlain = ({ url, routeOptions }: FastifyRequest): boolean => {
  if (routeOptions.url === undefined) return true;
  const segments = url.split('?')[0]?.split('/') ?? [];
  return routeOptions.url
    .split('/')
    .every((part, index) => part.startsWith(':') || part === '*' || part === segments[index]);
};
