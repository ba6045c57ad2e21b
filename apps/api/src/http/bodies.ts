import { isUtf8 } from 'node:buffer';
import { applyDecorators, BadRequestException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiConsumes } from '@nestjs/swagger';
import { jsonShapeProblem } from './json-shape.js';
import type { Origins } from './origins.js';
import { addOnRequest, AddRouteConfig } from './route-config.js';

/**
 * Accepts JSON bodies only, in UTF-8 with or without a byte order mark. Treats an empty body as absent, and answers 415
 * to other content types. Some routes take more: see {@link TakesText}, TakesCsv and TakesNdjson.
 */
export const takeJsonOnly = (fastify: FastifyInstance): void => {
  const parseJson = jsonParserOf(fastify);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    // Decoding would replace bytes that are not UTF-8.
    if (!isUtf8(bytes as Buffer)) done(new BadRequestException('The body is not valid UTF-8'));
    else parseJson(request, bytes as Buffer, done);
  });
};

type ParseJson = (
  request: FastifyRequest,
  bytes: Buffer,
  done: (error: BadRequestException | null, value?: unknown) => void,
) => void;

/**
 * Returns a function that parses JSON from bytes that are UTF-8, with or without a byte order mark. The function calls
 * `done` before it returns: with no value if there are no bytes; with an error if they are not JSON, are nested too
 * deep, have too many values, or have keys that could change an object's prototype.
 */
export const jsonParserOf = (fastify: FastifyInstance): ParseJson => {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  return (request, bytes, done) => {
    const problem = jsonShapeProblem(bytes);
    if (problem !== undefined) {
      done(new BadRequestException(problem));
      return;
    }
    const body = withoutMark(bytes.toString());
    if (body === '') {
      done(null);
      return;
    }
    void parseJson(request, body, (error, value) => {
      done(error && new BadRequestException(problemOf(body)), value);
    });
  };
};

const BYTE_ORDER_MARK = '\uFEFF';

const withoutMark = (text: string): string => (text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);

/**
 * Returns why the parser rejects a body. The parser's own message names a content type that the client may not have
 * sent, and does not distinguish malformed JSON from keys that could change an object's prototype.
 */
const problemOf = (body: string): string => {
  try {
    JSON.parse(body);
    return 'The body must not have the keys __proto__ or constructor.prototype';
  } catch {
    return 'The body is not valid JSON';
  }
};

declare module 'fastify' {
  interface FastifyContextConfig {
    /** See {@link TakesText}. */
    takesText?: boolean;
  }
}

const TEXT = /^text\/plain *(;|$)/i;

/** Marks a route that accepts JSON as text/plain too: a browser sends that to another origin without a preflight. */
export const TakesText = (): MethodDecorator =>
  applyDecorators(AddRouteConfig({ takesText: true }), ApiConsumes('application/json', 'text/plain'));

/**
 * Parses text/plain as JSON on the routes marked with {@link TakesText}, if the request comes from a page of a known
 * origin. A page of any web site can send text/plain, so all other such requests get a 415.
 */
export const takeTextAsJson = (fastify: FastifyInstance, origins: Origins): void => {
  fastify.addHook('onRoute', (route) => {
    if (!route.config?.takesText) return;
    addOnRequest(route, (request, _reply, done) => {
      const { headers } = request;
      // Everything after this hook treats the body as JSON.
      if (TEXT.test(headers['content-type'] ?? '')) {
        if (origins.isKnown(request)) headers['content-type'] = 'application/json';
        else origins.noteRefusal(request);
      }
      done();
    });
  });
};
