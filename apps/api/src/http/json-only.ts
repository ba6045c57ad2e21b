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
      // The parser speaks of a content type, which not every client has sent: see text-as-json.ts.
      done(error && new BadRequestException('The body is not valid JSON'), value);
    });
  });
};
