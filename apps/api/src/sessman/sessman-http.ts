import type { FastifyInstance } from 'fastify';
import type { ErrorShape } from '../http/error-filter.js';
import { AddRouteConfig } from '../http/route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Parses the route's body as JSON whatever its content type says, up to 1 MB; see {@link TakesAnyBody}. */
    takesAnyBody?: boolean;
  }
}

/** The error answers of sessman: `error` is their only field, because its clients expect that. */
export const sessmanErrors: ErrorShape = {
  urls: /^\/sessman(\/|\?|$)/,
  bodyOf: ({ message }) => ({ error: message }),
};

/** The largest body of a sessman call, in bytes: 1 MB. */
export const MAX_SESSMAN_BODY_BYTES = 1024 * 1024;

/** Marks a route that parses its body as JSON whatever the content type says, and that takes a large body. */
export const TakesAnyBody = (): MethodDecorator => AddRouteConfig({ takesAnyBody: true });

/**
 * Makes `fastify` obey {@link TakesAnyBody}. Such a route must not rely on the content type, but check by other
 * means that no page of a foreign origin calls it.
 */
export const takeAnyBody = (fastify: FastifyInstance): void => {
  fastify.addHook('onRoute', (route) => {
    if (!route.config?.takesAnyBody) return;
    route.bodyLimit = MAX_SESSMAN_BODY_BYTES;
    route.onRequest = ({ headers }, _reply, done) => {
      headers['content-type'] = 'application/json';
      done();
    };
  });
};
