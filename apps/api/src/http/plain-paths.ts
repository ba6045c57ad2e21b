import type { FastifyRequest } from 'fastify';
import { pathOf } from './url-path.js';

/**
 * Returns whether a path percent-encodes no part of a route's own text, as `/%61pi/v2/sessions` does. The router decodes
 * such paths, but everything that looks at a URL to tell data from pages does not. Parameters may be encoded.
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
