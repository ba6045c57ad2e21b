import type { FastifyInstance } from 'fastify';
import { DEFAULT_ROLE } from '../../http/api-docs/security.js';
import { addOnRequest, addPreHandler } from '../../http/route-config.js';
import type { CallerGuard } from './caller.guard.js';

/**
 * Lets `guard` find the caller of each request to a route whose URL matches `guarded`, unless the route is marked as
 * public: so a new route needs a caller by default. The guard runs before the body is read and, unless the method is
 * GET or HEAD, again after it. Routes with ForAllowedOrigins, which record single pings, also skip the second time: a
 * late ping does little harm, and every ping would pay for it. Must be called before the routes are added.
 */
export const guardRoutes = (fastify: FastifyInstance, guard: CallerGuard, guarded: RegExp): void => {
  fastify.addHook('onRoute', (route) => {
    const access = route.config?.access ?? DEFAULT_ROLE;
    if (access === 'public' || !guarded.test(route.url)) return;
    addOnRequest(route, (request, reply, done) => {
      guard.admit(request, reply, access, done);
    });
    if (route.method === 'GET' || route.method === 'HEAD' || route.config?.forAllowedOrigins) return;
    addPreHandler(route, (request, _reply, done) => {
      guard.readmit(request, access, done);
    });
  });
};
