import { applyDecorators, BadRequestException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import type { OriginCheck } from './origins.js';

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

declare module 'fastify' {
  interface FastifyContextConfig {
    /** See {@link TakesText}. */
    takesText?: boolean;
  }
}

const TEXT = /^text\/plain *(;|$)/i;

/** Marks a route that takes its JSON as text/plain too: a browser sends that to another origin without asking first. */
export const TakesText = (): MethodDecorator =>
  applyDecorators(RouteConfig({ takesText: true }), ApiConsumes('application/json', 'text/plain'));

/**
 * On the routes that are marked, text/plain counts as JSON in a request that `isOurs`. A page of any web site can send
 * text/plain, so everywhere else it stays a 415.
 */
export const takeTextAsJson = (fastify: FastifyInstance, isOurs: OriginCheck): void => {
  fastify.addHook('onRoute', (route) => {
    if (!route.config?.takesText) return;
    route.onRequest = (request, _reply, done) => {
      const { headers } = request;
      // From here on it is JSON, with all that is said of JSON.
      if (TEXT.test(headers['content-type'] ?? '') && isOurs(request)) {
        headers['content-type'] = 'application/json';
      }
      done();
    };
  });
};
