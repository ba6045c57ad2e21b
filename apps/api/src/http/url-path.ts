import type { FastifyRequest } from 'fastify';

/** Returns the path of a request's URL, percent-encoded as it was sent, without the query. */
export const pathOf = ({ url }: Pick<FastifyRequest, 'url'>): string => url.split('?', 1)[0] ?? '';
