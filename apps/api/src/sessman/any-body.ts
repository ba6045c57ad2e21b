import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** See {@link TakesAnyBody}. */
    takesAnyBody?: boolean;
  }
}

/** The largest body of such a route, in bytes: 1 MB. */
export const MAX_SESSMAN_BODY_BYTES = 1024 * 1024;

/** Marks a route whose body is JSON whatever its content type says, and may be large. */
export const TakesAnyBody = (): MethodDecorator => RouteConfig({ takesAnyBody: true });

/** Heeds the mark. Whoever marks a route checks by other means that no foreign page calls it. */
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
