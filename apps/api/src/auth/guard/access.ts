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

/**
 * Lets anybody call a route without a credential, as far as CallerGuard decides: the route may have another guard, such
 * as SessmanGuard. On a controller, applies to the routes that have no decorator of their own.
 */
export const Public = () => setAccess('public');

/**
 * Sets the least role that a route requires. On a controller, applies to the routes that have no decorator of their
 * own. A route of the API without either decorator requires analyst.
 */
export const RequireRole = (role: Role) => setAccess(role);

/**
 * Sets the access of a route, or of the routes of a controller. The decorator of a method takes precedence over that of
 * its class.
 */
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
