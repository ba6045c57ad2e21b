import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { roleIncludes, USER_HEADER, type Role } from '@dwell/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { accessOf } from './access.js';
import { readCredential } from './credential.js';
import './current-caller.js';
import { Identities } from './identities.js';
import type { Identity } from './identity.js';
import { callerNamedBy } from './named-user.js';
import { SameOriginGuard } from './same-origin.guard.js';

const NAMED_USER = USER_HEADER.toLowerCase();

/**
 * Stands before every route: finds the caller and lets the request in if its role allows. It runs for every keepalive,
 * so a remembered caller is decided at once, without a promise.
 */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly identities: Identities,
    private readonly sameOrigin: SameOriginGuard,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const access = accessOf(context.getClass(), context.getHandler());
    if (access === 'public') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    http.getResponse<FastifyReply>().header('cache-control', 'no-store');

    const credential = readCredential(request.headers);
    if (!credential) throw new UnauthorizedException('Log in, or send an API key or a token');
    const identity = this.identities.of(credential);
    return identity instanceof Promise
      ? identity.then((found) => this.admit(request, found, access))
      : this.admit(request, identity, access);
  }

  private admit(request: FastifyRequest, { caller }: Identity, needed: Role): true {
    if (caller.via === 'login') this.sameOrigin.check(request);
    if (!roleIncludes(caller.role, needed)) {
      throw new ForbiddenException(`This needs the role ${needed}; yours is ${caller.role}`);
    }
    request.caller = callerNamedBy(request.headers[NAMED_USER] as string | undefined, caller);
    return true;
  }
}
