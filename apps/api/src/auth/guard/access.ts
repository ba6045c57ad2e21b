import type { Role } from '@dwell/shared';
import { ApiExtension } from '@nestjs/swagger';
import { ROLE } from '../../http/api-docs/security.js';
import { AddRouteConfig, routeConfigOf } from '../../http/route-config.js';

/** Who may use a route: anyone, or callers who have at least this role. */
export type Access = 'public' | Role;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** See {@link RequireRole}. */
    access?: Access;
  }
}

/** Lets anybody call a route, or all routes of a controller, without a credential. */
export const Public = () => setAccess('public');

/**
 * Sets the least role that a route, or every route of a controller, requires. Without a decorator, a route requires
 * analyst.
 */
export const RequireRole = (role: Role) => setAccess(role);

/** A decorator of a method takes precedence over one of its class. */
const setAccess =
  (access: Access) =>
  (target: object, key?: string | symbol, descriptor?: PropertyDescriptor): void => {
    if (key !== undefined && descriptor) {
      AddRouteConfig({ access })(target, key, descriptor);
      ApiExtension(ROLE, access)(target, key, descriptor);
      return;
    }
    const { prototype } = target as { prototype: object };
    for (const [name, method] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (name === 'constructor' || typeof method.value !== 'function') continue;
      if (routeConfigOf(method.value as object).access === undefined)
        setAccess(access)(prototype, name, method);
    }
  };
