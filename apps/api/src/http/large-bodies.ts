import type { FastifyInstance } from 'fastify';
import { AddRouteConfig } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** See {@link TakesLargeBody}. */
    maxBodyBytes?: number;
  }
}

/**
 * Marks a route whose body may have up to this many bytes, more than those of others. It is for routes that need an
 * admin, whose role is checked before the body is read.
 */
export const TakesLargeBody = (maxBodyBytes: number): MethodDecorator => AddRouteConfig({ maxBodyBytes });

/** Makes `fastify` obey {@link TakesLargeBody}. Must be called before the routes are added. */
export const takeLargeBodies = (fastify: FastifyInstance): void => {
  fastify.addHook('onRoute', (route) => {
    const { maxBodyBytes } = route.config ?? {};
    if (maxBodyBytes !== undefined) route.bodyLimit = maxBodyBytes;
  });
};
