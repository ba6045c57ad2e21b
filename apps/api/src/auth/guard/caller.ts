import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { MeAnswer, Role } from '@dwell/shared';
import type { FastifyRequest } from 'fastify';

/** Who makes a request. */
export interface Caller {
  /** Absent for an API key that is bound to no user, if the request names no user either. */
  readonly username?: string;
  readonly role: Role;
  readonly via: MeAnswer['via'];
  /**
   * Distinguishes this caller's devices when a ping has no client_id: a login's random public id, an API
   * key's id, or a token's `sid`. All tokens without a `sid` share one constant.
   */
  readonly client: string;
  /**
   * The account that the caller's rights rest on: for a login its user, for an API key the admin who made the key.
   * Undefined for a token, and for a key whose maker had no account.
   */
  readonly account?: string;
  /**
   * For a login, the number that its user had as the generation of logins when this login began. Once the user has
   * another generation, the login has ended.
   */
  readonly loginGeneration?: number;
  /** True for a login whose user must change the password before anything else. */
  readonly mustChangePassword?: boolean;
}

/** Whether an API key may use session data, and from which origins it may be used. */
export interface KeyLimits {
  readonly sessionData: boolean;
  /** The only origins whose pages may use the key, normalised; empty if the key is not bound to origins. */
  readonly origins: ReadonlySet<string>;
}

/** The owner of a credential, how long the credential is valid, and its limits. */
export interface Identity {
  readonly caller: Caller;
  /** The instant at which the credential expires, in epoch milliseconds; Infinity if it never does. */
  readonly expiresAt: number;
  /**
   * Until when the identity may be cached, in epoch milliseconds. Undefined if another server can change at any time
   * what the lookup reads: then the identity is cached for MAX_STALENESS_MS.
   */
  readonly checkedUntil?: number;
  /** The limits of the credential if it is an API key. */
  readonly limits?: KeyLimits;
}

/** Returns the API key's id; undefined for a login and for a token. */
export const keyIdOf = ({ via, client }: Caller): string | undefined =>
  via === 'api-key' ? client : undefined;

/**
 * Returns the name that logs show for a caller: the username, or for an API key its id, because somebody with an
 * unbound key may name any user.
 */
export const publicName = (caller: Caller): string | undefined => {
  const keyId = keyIdOf(caller);
  return keyId === undefined ? caller.username : `key ${keyId}`;
};

declare module 'fastify' {
  interface FastifyRequest {
    /**
     * Who makes the request. CallerGuard sets it on routes that are not public. SessmanGuard sets it on the routes of
     * session data, unless SESSMAN_AUTH is "open". Otherwise undefined, also if no valid credential was found.
     */
    caller?: Caller;
  }
}

/**
 * Returns the caller that a guard has set. Throws if the request has none: on a public route, unless SessmanGuard
 * guards it and SESSMAN_AUTH is not "open".
 */
export const callerOf = ({ caller }: FastifyRequest): Caller => {
  if (!caller) throw new Error('No guard has set the caller of this request');
  return caller;
};

/** Decorates a parameter of a handler, which then receives the caller of the request: see {@link callerOf}. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
