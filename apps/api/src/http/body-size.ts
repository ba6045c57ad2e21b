import type { FastifyRequest } from 'fastify';

/**
 * Returns the size of a body in bytes: 0 if there is no body, undefined for a chunked one, whose size is known only
 * once it has come.
 */
export const bodySizeOf = ({ headers }: Pick<FastifyRequest, 'headers'>): number | undefined =>
  headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : undefined;
