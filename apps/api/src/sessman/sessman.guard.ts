import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallerLimits } from '../auth/guard/caller-limits.js';
import { type Credential, readCredential, readKey } from '../auth/guard/credential.js';
import { Identities } from '../auth/guard/identities.js';
import { type Identity, keyIdOf, publicName } from '../auth/guard/caller.js';
import { checkKeyOrigin } from '../auth/guard/key-origins.js';
import { checkPasswordChange } from '../auth/guard/password-change-required.js';
import { RefusedCalls } from '../auth/guard/refused-calls.js';
import { SameOriginGuard } from '../auth/guard/same-origin.guard.js';
import { isLarge } from '../http/large-bodies.js';
import { Settings } from '../platform/settings/settings.js';
import { type KnownCaller, type LargeBodyGuard, UnknownSender } from './sessman-http.js';
import { readParameters } from './sessman-parameters.js';

/**
 * Guards the routes of session data. If SESSMAN_AUTH is "open", needs no credential, and refuses only pages of other
 * web sites (except those of ALLOWED_ORIGINS), and addresses that send too many requests.
 *
 * Otherwise admits callers of every role, but no API key without the permission for session data. The rules of
 * CallerGuard about origins, and about passwords that must be changed, hold here too. Reads only the first credential
 * present, in this order: Authorization, X-Custom-Auth, `apikey` in query or body, login cookie.
 */
@Injectable()
export class SessmanGuard implements CanActivate, LargeBodyGuard {
  private readonly isOpen: boolean;

  /**
   * The credential with which each request was admitted, so that a request that is checked twice counts once. undefined
   * if SESSMAN_AUTH is "open".
   */
  private readonly admitted = new WeakMap<FastifyRequest, string | undefined>();

  constructor(
    { sessman }: Settings,
    private readonly identities: Identities,
    private readonly sameOrigin: SameOriginGuard,
    private readonly limits: CallerLimits,
    private readonly refused: RefusedCalls,
  ) {
    this.isOpen = sessman.auth === 'open';
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    http.getResponse<FastifyReply>().header('cache-control', 'no-store');
    if (this.isOpen) this.admitAnybody(request);
    else await this.admit(request, credentialOf, new ForbiddenException('unauthorized'));
    return true;
  }

  async admitEarly(request: FastifyRequest, size: number | undefined): Promise<KnownCaller | undefined> {
    if (this.isOpen) {
      this.admitAnybody(request);
      return { name: undefined };
    }
    if (isLarge(size)) {
      return this.admit(request, earlyCredentialOf, new UnknownSender(), LARGE_BODY_COST);
    }
    // A key in the body takes precedence over a cookie. So the cookie is read here only if the size of the body is not
    // known: a large body is read only if the caller is known before.
    const find = size === undefined ? earlyCredentialOf : earlyKeyOf;
    return isSent(request, find)
      ? this.admit(request, find, new ForbiddenException('unauthorized'))
      : undefined;
  }

  refuseUnknown(request: FastifyRequest, done: (error: Error) => void): void {
    this.limits.refuse(request, new UnknownSender(), done, LARGE_BODY_COST);
  }

  /**
   * Admits a request unless it comes from a page of another web site that ALLOWED_ORIGINS does not name, or its address
   * sends too many requests. No credential is needed, so only the origin distinguishes those pages.
   */
  private admitAnybody(request: FastifyRequest): void {
    if (this.admitted.has(request)) return;
    this.sameOrigin.check(request);
    this.limits.takeUnknown(request);
    this.admitted.set(request, undefined);
  }

  /**
   * Finds the caller by the credential that `find` returns, and counts the request once. Rejects with `refusal` if
   * there is no valid credential. `refusal` is no UnauthorizedException, because the original sessman answers 403 and
   * never 401.
   * @param cost as how many requests a refusal counts
   */
  private async admit(
    request: FastifyRequest,
    find: FindCredential,
    refusal: Error,
    cost?: number,
  ): Promise<KnownCaller> {
    const found = await this.identify(request, find);
    if (!found) {
      return new Promise((_, reject) => {
        this.limits.refuse(request, refusal, reject, cost);
      });
    }
    const { credential, identity } = found;
    const { caller } = identity;
    if (this.admitted.get(request) !== credential) {
      this.check(request, identity);
      // A key belongs to an application, also if it is bound to a username. It calls for all users of the application,
      // so its requests do not count for one user.
      this.limits.take(caller, keyIdOf(caller) === undefined ? caller.username : undefined);
      this.admitted.set(request, credential);
      request.caller = caller;
    }
    return { name: publicName(caller) };
  }

  private async identify(
    request: FastifyRequest,
    find: FindCredential,
  ): Promise<{ credential: string; identity: Identity } | undefined> {
    try {
      const credential = find(request);
      return (
        credential && {
          credential: credential.value,
          identity: await this.identities.of(credential, request),
        }
      );
    } catch (error) {
      if (error instanceof UnauthorizedException) return undefined;
      throw error;
    }
  }

  private check(request: FastifyRequest, identity: Identity): void {
    checkKeyOrigin(identity, request);
    if (identity.limits?.sessionData === false) {
      this.refused.note(request, identity.caller);
      throw new ForbiddenException('this API key is not for session data');
    }
    if (identity.caller.via === 'login') this.sameOrigin.check(request);
    checkPasswordChange(identity.caller, request);
  }
}

/**
 * As how many refused requests a refused large body counts. If the body may be longer than MAX_DROPPED_BYTES, its
 * sender must also open a new connection for the next request.
 */
const LARGE_BODY_COST = 100;

/**
 * Returns the credential of a request; undefined if it has none.
 * @throws UnauthorizedException for an Authorization header that is not `Bearer …`
 */
type FindCredential = (request: FastifyRequest) => Credential | undefined;

/** Returns the key or the token in the headers or the query. The key may also be in the body, which is not read yet. */
const earlyKeyOf: FindCredential = ({ headers, query }) => {
  const { apikey } = query as { apikey?: unknown };
  return readKey(headers) ?? (typeof apikey === 'string' && apikey !== '' ? keyIn(apikey) : undefined);
};

const earlyCredentialOf: FindCredential = (request) => earlyKeyOf(request) ?? readCredential(request);

const credentialOf: FindCredential = (request) => {
  const key = readKey(request.headers);
  if (key) return key;
  const { apikey } = readParameters(request);
  return apikey === undefined ? readCredential(request) : keyIn(apikey);
};

const keyIn = (value: string): Credential => ({ kind: 'api-key', value });

const isSent = (request: FastifyRequest, find: FindCredential): boolean => {
  try {
    return find(request) !== undefined;
  } catch {
    return true;
  }
};
