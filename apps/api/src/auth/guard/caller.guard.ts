import { ForbiddenException, Injectable, UnauthorizedException } from '@nestjs/common';
import { roleIncludes, USER_HEADER, type Role } from '@dwell/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidFields } from '../../http/validation.js';
import type { Caller, Identity } from './caller.js';
import { readNamedUser } from './named-user.js';
import { CallerLimits } from './caller-limits.js';
import { readCredential } from './credential.js';
import { checkKeyOrigin } from './key-origins.js';
import { Identities } from './identities.js';
import { checkPasswordChange } from './password-change-required.js';
import { RefusedCalls } from './refused-calls.js';
import { SameOriginGuard } from './same-origin.guard.js';

const NAMED_USER = USER_HEADER.toLowerCase();

const PRINTABLE_ASCII = /^[ -~]*$/;

/**
 * Finds the caller of a request. Admits the request if the caller has the role for it, exceeds no limit, may use this
 * credential from the page that sends the request, and need not change the password first. Runs before the body is
 * read, and on some routes again after it: see guardRoutes. Because it runs for every keepalive, it creates no promise
 * when the caller is cached.
 */
@Injectable()
export class CallerGuard {
  constructor(
    private readonly identities: Identities,
    private readonly sameOrigin: SameOriginGuard,
    private readonly limits: CallerLimits,
    private readonly refused: RefusedCalls,
  ) {}

  /** Calls `done` without an error if the request may go on. The request then has a `caller`. */
  admit(request: FastifyRequest, reply: FastifyReply, needed: Role, done: (error?: Error) => void): void {
    void reply.header('cache-control', 'no-store');
    this.identify(request, done, (identity) => {
      this.accept(request, identity, needed);
    });
  }

  /**
   * Finds the caller of an admitted request again, after its body has come. Otherwise somebody who holds back the end
   * of a body could act with a credential that has ended meanwhile, or with a role that the caller no longer has.
   */
  readmit(request: FastifyRequest, needed: Role, done: (error?: Error) => void): void {
    this.identify(request, done, ({ caller }) => {
      this.checkRights(request, caller, needed);
      request.caller = namedCaller(request, caller);
    });
  }

  /**
   * Finds the identity that the request's credential belongs to, and calls `check` with the identity. Then calls
   * `done`: with an error if there is no valid credential, or if `check` throws.
   */
  private identify(
    request: FastifyRequest,
    done: (error?: Error) => void,
    check: (identity: Identity) => void,
  ): void {
    const answer = (error: unknown): void => {
      if (error instanceof UnauthorizedException) this.limits.refuse(request, error, done);
      else done(error as Error | undefined);
    };
    let error: unknown;
    try {
      const credential = readCredential(request);
      if (!credential) throw new UnauthorizedException('Log in, or send an API key or a token');
      const identity = this.identities.of(credential, request);
      if (identity instanceof Promise) {
        identity.then(check).then(answer, answer);
        return;
      }
      check(identity);
    } catch (thrown) {
      error = thrown;
    }
    answer(error);
  }

  private accept(request: FastifyRequest, identity: Identity, needed: Role): void {
    const { caller } = identity;
    // Set before the checks, so that the log also names a caller who is refused. Handlers see only the caller that is
    // set after the checks.
    request.caller = caller;
    checkKeyOrigin(identity, request);
    if (caller.via === 'login') this.sameOrigin.check(request);
    const named = namedCaller(request, caller);
    this.limits.take(caller, named.username);
    this.checkRights(request, caller, needed);
    request.caller = named;
  }

  private checkRights(request: FastifyRequest, caller: Caller, needed: Role): void {
    checkPasswordChange(caller, request);
    if (roleIncludes(caller.role, needed)) return;
    this.refused.note(request, caller);
    throw new ForbiddenException(`This needs the role ${needed}; yours is ${caller.role}`);
  }
}

const namedCaller = (request: FastifyRequest, caller: Caller): Caller =>
  callerNamedBy(request.headers[NAMED_USER] as string | undefined, caller);

/**
 * Returns the caller; if the caller has no username, adds the one in the header X-Dwell-User.
 * @param header percent-encoded UTF-8; undefined if the request has no such header
 * @throws InvalidFields if the header can't be decoded or is no legal username
 * @throws ForbiddenException if the header names another user than the caller
 */
export const callerNamedBy = (header: string | undefined, caller: Caller): Caller => {
  if (header === undefined) return caller;
  const decoded = PRINTABLE_ASCII.test(header) ? decodePercent(header) : undefined;
  if (decoded === undefined) {
    throw new InvalidFields([{ field: USER_HEADER, message: 'must be percent-encoded UTF-8' }]);
  }
  const username = readNamedUser(decoded, USER_HEADER, caller);
  return caller.username === undefined ? { ...caller, username } : caller;
};

const decodePercent = (text: string): string | undefined => {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};
