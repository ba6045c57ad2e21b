import type {
  FastifyContextConfig,
  onRequestHookHandler,
  preHandlerHookHandler,
  RouteOptions,
} from 'fastify';
import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';

/**
 * Adds fields to the Fastify config of a route. Nest's RouteConfig would replace the fields that another decorator has
 * added.
 */
export const AddRouteConfig =
  (config: FastifyContextConfig): MethodDecorator =>
  (target, key, descriptor) => {
    const before = routeConfigOf(descriptor.value as object);
    RouteConfig({ ...before, ...config })(target, key, descriptor);
  };

/** Returns what decorators have added for a handler so far. */
export const routeConfigOf = (handler: object): FastifyContextConfig =>
  (Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) as FastifyContextConfig | undefined) ?? {};

/**
 * Adds an onRequest hook behind those that the route has. Replaces the list of hooks instead of changing it, because
 * Fastify shares the list with the route's HEAD.
 */
export const addOnRequest = (route: RouteOptions, hook: onRequestHookHandler): void => {
  route.onRequest = [...[route.onRequest ?? []].flat(), hook];
};

/** Adds a preHandler hook, which runs when the body has been read. Otherwise the same as {@link addOnRequest}. */
export const addPreHandler = (route: RouteOptions, hook: preHandlerHookHandler): void => {
  route.preHandler = [...[route.preHandler ?? []].flat(), hook];
};
