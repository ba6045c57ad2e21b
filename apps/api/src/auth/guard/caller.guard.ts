import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  type Type,
  UnauthorizedException,
} from '@nestjs/common';
import { isLegalString, LEGAL_STRING_RULE, roleIncludes, USER_HEADER, type Role } from '@dwell/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidFields } from '../../http/validation.js';
import { ACCESS, type Access } from './access.js';
import type { Caller, Identity } from './caller.js';
import { readCredential } from './credential.js';
import { checkKeyOrigin } from './key-origins.js';
import { Identities } from './identities.js';
import { SameOriginGuard } from './same-origin.guard.js';

/** The access of a route that has no decorator. */
const DEFAULT_ACCESS: Access = 'analyst';

const NAMED_USER = USER_HEADER.toLowerCase();

const PRINTABLE_ASCII = /^[ -~]*$/;

/**
 * Runs before every route: finds the caller and admits the request if the caller's role allows it. Because it runs for
 * every keepalive, it creates no promise when the caller is cached.
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

  private admit(request: FastifyRequest, identity: Identity, needed: Role): true {
    const { caller } = identity;
    checkKeyOrigin(identity, request);
    if (caller.via === 'login') this.sameOrigin.check(request);
    if (!roleIncludes(caller.role, needed)) {
      throw new ForbiddenException(`This needs the role ${needed}; yours is ${caller.role}`);
    }
    request.caller = callerNamedBy(request.headers[NAMED_USER] as string | undefined, caller);
    return true;
  }
}

const known = new WeakMap<object, WeakMap<object, Access>>();

/** Returns the access of `handler`; a decorator on the handler takes precedence over one on its controller. */
const accessOf = (controller: Type, handler: object): Access => {
  // Reading metadata walks prototypes, and this runs for every request: the result is cached.
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
};

/**
 * Returns the caller; a caller without a username gets the one in the header X-Dwell-User.
 * @param header percent-encoded UTF-8
 * @throws InvalidFields if the header can't be decoded or is no legal username
 * @throws ForbiddenException if the header names another user than the caller
 */
export const callerNamedBy = (header: string | undefined, caller: Caller): Caller => {
  if (header === undefined) return caller;
  const username = decodeUsername(header);
  if (caller.username === undefined) return { ...caller, username };
  if (caller.username !== username) {
    throw new ForbiddenException(`${USER_HEADER} names another user than the one who calls`);
  }
  return caller;
};

const decodeUsername = (header: string): string => {
  const username = PRINTABLE_ASCII.test(header) ? decodePercent(header) : undefined;
  if (username === undefined) throw invalidUser('must be percent-encoded UTF-8');
  if (!isLegalString(username)) throw invalidUser(LEGAL_STRING_RULE);
  return username;
};

const decodePercent = (text: string): string | undefined => {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

const invalidUser = (message: string) => new InvalidFields([{ field: USER_HEADER, message }]);
