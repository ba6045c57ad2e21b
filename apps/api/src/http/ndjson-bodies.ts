import { isUtf8 } from 'node:buffer';
import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { jsonParserOf } from './bodies.js';
import { MEDIA_TYPES } from './formats/read-format.js';
import { AddRouteConfig } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** See {@link TakesNdjson}. */
    maxLines?: number;
  }
}

/**
 * Marks a route that takes JSON, and also NDJSON: a JSON value in each line, in UTF-8. A line ends with LF, with CR LF,
 * or with the body. The handler gets an array of the values, and in place of each line that is not valid JSON a
 * BadRequestException. Empty lines are left out. Of a body with more than `maxLines` lines, the handler gets the first
 * `maxLines` + 1: enough to refuse it.
 */
export const TakesNdjson = (maxLines: number): MethodDecorator => AddRouteConfig({ maxLines });

/** Makes `fastify` obey {@link TakesNdjson}. All other routes answer 415 to NDJSON. */
export const takeNdjson = (fastify: FastifyInstance): void => {
  const parseJson = jsonParserOf(fastify);
  const parseLine = (request: FastifyRequest, line: Buffer): unknown => {
    let parsed: unknown;
    parseJson(request, line, (error, value) => {
      parsed = error ?? value;
    });
    return parsed;
  };
  fastify.addContentTypeParser(MEDIA_TYPES.ndjson, { parseAs: 'buffer' }, (request, bytes, done) => {
    const { maxLines } = request.routeOptions.config;
    if (maxLines === undefined) done(new UnsupportedMediaTypeException('The body must be JSON'));
    // Decoding would replace bytes that are not UTF-8.
    else if (!isUtf8(bytes as Buffer)) done(new BadRequestException('The body is not valid UTF-8'));
    else {
      const lines = linesOf(bytes as Buffer, maxLines + 1);
      done(
        null,
        lines.map((line) => parseLine(request, line)),
      );
    }
  });
};

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Returns the first `max` lines of a text that are not empty, without the LF or CR LF at their ends. */
const linesOf = (bytes: Buffer, max: number): Buffer[] => {
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length && lines.length < max;) {
    const end = bytes.indexOf(LINE_FEED, from);
    const to = end < 0 ? bytes.length : end;
    const line = bytes.subarray(from, bytes[to - 1] === CARRIAGE_RETURN ? to - 1 : to);
    if (line.length > 0) lines.push(line);
    from = to + 1;
  }
  return lines;
};
