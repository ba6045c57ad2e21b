import type { FastifyRequest } from 'fastify';

/** Returns the bytes of a body, 0 if there is none; undefined for a chunked one, whose size is known once it has come. */
export const bodySizeOf = ({ headers }: Pick<FastifyRequest, 'headers'>): number | undefined =>
  headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : undefined;
