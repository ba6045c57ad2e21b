import { ForbiddenException } from '@nestjs/common';
import { MUST_CHANGE_PASSWORD } from '@dwell/shared';
import type { FastifyRequest } from 'fastify';
import { AddRouteConfig } from '../../http/route-config.js';
import type { Caller } from './caller.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** See {@link BeforePasswordChange}. */
    isBeforePasswordChange?: true;
  }
}

/**
 * Opens a route to logins whose user must change the password first. All other routes that need a caller refuse them.
 */
export const BeforePasswordChange = () => AddRouteConfig({ isBeforePasswordChange: true });

/** Thrown if the user must change the password first; answered as 403, with a reason that programs can read. */
class PasswordChangeRequired extends ForbiddenException {
  constructor() {
    super({
      message: 'Change your password first: POST /api/v2/auth/password',
      reason: MUST_CHANGE_PASSWORD,
    });
  }
}

/** @throws ForbiddenException if the caller must change the password first, and the route is for something else */
export const checkPasswordChange = (caller: Caller, request: FastifyRequest): void => {
  if (caller.mustChangePassword && !request.routeOptions.config.isBeforePasswordChange) {
    throw new PasswordChangeRequired();
  }
};
