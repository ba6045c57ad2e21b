import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import type { OriginCheck } from './known-origins.js';

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
