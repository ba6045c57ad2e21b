import { SetMetadata } from '@nestjs/common';
import { ACCESS, type Access } from './access.js';

/** Opens a route, or all of a controller, to requests without a caller. */
export const Public = () => SetMetadata(ACCESS, 'public' satisfies Access);
