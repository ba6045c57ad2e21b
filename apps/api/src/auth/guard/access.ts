import type { Type } from '@nestjs/common';
import type { Role } from '@dwell/shared';

/** Who may use a route: anyone, or callers of at least a role. */
export type Access = 'public' | Role;

/** What a route needs that says nothing. */
export const DEFAULT_ACCESS: Access = 'analyst';

/** The metadata in which a route or its controller says what it needs: see public.ts and require-role.ts. */
export const ACCESS = Symbol('access');

const known = new WeakMap<object, WeakMap<object, Access>>();

/** What `handler` of `controller` needs; the handler's own word counts before its controller's. */
export function accessOf(controller: Type, handler: object): Access {
  // Reading metadata walks prototypes; this runs for every request, so the answer is kept.
  let handlers = known.get(controller);
  if (!handlers) known.set(controller, (handlers = new WeakMap()));
  let access = handlers.get(handler);
  if (!access) {
    access =
      (Reflect.getMetadata(ACCESS, handler) as Access | undefined) ??
      (Reflect.getMetadata(ACCESS, controller) as Access | undefined) ??
      DEFAULT_ACCESS;
    handlers.set(handler, access);
  }
  return access;
}
