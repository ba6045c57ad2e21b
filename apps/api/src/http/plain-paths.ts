import type { FastifyRequest } from 'fastify';

/**
 * Returns whether a path percent-encodes no part of a route's own text, as `/%61pi/v2/sessions` does. The router decodes
 * such paths, but everything that looks at a URL to tell data from pages does not. Parameters may be encoded.
 */
export const isPlainPath = (request: FastifyRequest): boolean =>
  !request.url.includes('%') || isPlain(request);

const isPlain = ({ url, routeOptions }: FastifyRequest): boolean => {
  if (routeOptions.url === undefined) return true;
  const segments = url.split('?')[0]?.split('/') ?? [];
  return routeOptions.url
    .split('/')
    .every((part, index) => part.startsWith(':') || part === '*' || part === segments[index]);
};
