import { SetMetadata } from '@nestjs/common';
import type { Role } from '@dwell/shared';
import { ACCESS, type Access } from './access.js';

/** Names the least role that a route, or a whole controller, needs; analyst where nothing is said. */
export const RequireRole = (role: Role) => SetMetadata(ACCESS, role satisfies Access);
