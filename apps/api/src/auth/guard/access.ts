import { SetMetadata } from '@nestjs/common';
import type { Role } from '@dwell/shared';

/** Who may use a route: anyone, or callers who have at least this role. */
export type Access = 'public' | Role;

/** The metadata key of a route's access; see CallerGuard. */
export const ACCESS = Symbol('access');

/** Opens a route, or all routes of a controller, to requests without a caller. */
export const Public = () => SetMetadata(ACCESS, 'public' satisfies Access);

/** Names the least role that a route, or all routes of a controller, requires; without it, the role is analyst. */
export const RequireRole = (role: Role) => SetMetadata(ACCESS, role satisfies Access);
