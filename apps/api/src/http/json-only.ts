import { BadRequestException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** Bodies are JSON, or there is none: an empty one counts as not sent, every other content type is a 415 (but see text-as-json.ts). */
export const takeJsonOnly = (fastify: FastifyInstance): void => {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') {
      done(null, undefined);
      return;
    }
    void parseJson(request, body as string, (error, value) => {
      done(error && new BadRequestException(problemOf(body as string)), value);
    });
  });
};

/**
 * Why the parser refuses a body. Its own words name a content type, which not every client has sent (see text-as-json.ts),
 * and they are the same for the keys that could change an object's prototype.
 */
const problemOf = (body: string): string => {
  try {
    JSON.parse(body);
    return 'The body must not have the keys __proto__ or constructor.prototype';
  } catch {
    return 'The body is not valid JSON';
  }
};
