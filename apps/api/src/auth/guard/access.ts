import { SetMetadata } from '@nestjs/common';
import type { Role } from '@dwell/shared';

/** Who may use a route: anyone, or callers who have at least this role. */
export type Access = 'public' | Role;

/** The metadata key of a route's access; see CallerGuard. */
export const ACCESS = Symbol('access');

/** Opens a route, or all routes of a controller, to requests without a caller. */
export const Public = () => SetMetadata(ACCESS, 'public' satisfies Access);

/**
 * Sets the least role that a route, or every route of a controller, requires. Without a decorator, a route requires
 * analyst.
 */
export const RequireRole = (role: Role) => SetMetadata(ACCESS, role satisfies Access);
