import { isUtf8 } from 'node:buffer';
import { applyDecorators, BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { TakesLargeBody } from './large-bodies.js';
import { AddRouteConfig } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** See {@link TakesCsv}. */
    takesCsv?: boolean;
  }
}

/** Marks a route whose body is CSV in UTF-8 of at most `maxBytes`. The handler gets it as a text. */
export const TakesCsv = (maxBytes: number, description: string): MethodDecorator =>
  applyDecorators(
    AddRouteConfig({ takesCsv: true }),
    TakesLargeBody(maxBytes),
    ApiConsumes('text/csv'),
    ApiBody({ required: true, description, schema: { type: 'string' } }),
  );

export const NOT_CSV = 'The body must be CSV, with the content type text/csv';

/** Makes `fastify` obey {@link TakesCsv}. All other routes answer 415 to CSV. */
export const takeCsv = (fastify: FastifyInstance): void => {
  fastify.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (!request.routeOptions.config.takesCsv)
      done(new UnsupportedMediaTypeException('The body must be JSON'));
    // Decoding would replace bytes that are not UTF-8.
    else if (!isUtf8(bytes as Buffer)) done(new BadRequestException('The body is not valid UTF-8'));
    else done(null, bytes.toString());
  });
};

/** Returns the body of a route that {@link TakesCsv}. @throws UnsupportedMediaTypeException if it is JSON or absent */
export const csvOf = (body: unknown): string => {
  if (typeof body !== 'string') throw new UnsupportedMediaTypeException(NOT_CSV);
  return body;
};
