import type { FastifyRequest } from 'fastify';
import { pathOf } from './url-path.js';

/**
 * Returns whether the fixed parts of a path are written as in the route, and not percent-encoded as in
 * `/%61pi/v2/sessions`. The router decodes such a path, but the code that tells data from pages by the URL does not.
 * Parameters in the path may be encoded.
 */
export const isPlainPath = (request: FastifyRequest): boolean =>
  !request.url.includes('%') || isPlain(request);

const isPlain = (request: FastifyRequest): boolean => {
  const { routeOptions } = request;
  if (routeOptions.url === undefined) return true;
  const segments = pathOf(request).split('/');
  return routeOptions.url
    .split('/')
    .every((part, index) => part.startsWith(':') || part === '*' || part === segments[index]);
};
