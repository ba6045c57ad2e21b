import type { FastifyInstance } from 'fastify';

/** Bodies are JSON, or there is none: an empty one counts as not sent, every other content type is a 415 (but see text-as-json.ts). */
export const takeJsonOnly = (fastify: FastifyInstance): void => {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parseJson(request, body as string, done);
  });
};
