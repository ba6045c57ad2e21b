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
   * Undefined for a token, and for a key that was made without an account.
   */
  readonly account?: string;
  /**
   * For a login, the generation of its user at the time when the login began: a number. Once the user has another
   * generation, the login has ended.
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

/** A credential's owner, and how long the credential is valid. */
export interface Identity {
  readonly caller: Caller;
  /** The instant at which the credential expires, in epoch milliseconds; Infinity if it never does. */
  readonly expiresAt: number;
  /**
   * Until when the owner need not be looked up again, in epoch milliseconds. undefined: the lookup reads what another
   * process can change at any time.
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
    /** Set by the CallerGuard on every route that is not public. */
    caller?: Caller;
  }
}

/** Returns the Caller that the guard admitted. Throws on a public route, which has no caller. */
export const callerOf = ({ caller }: FastifyRequest): Caller => {
  if (!caller) throw new Error('A public route has no caller');
  return caller;
};

/** Passes the caller of the request to a parameter of a handler; see {@link callerOf}. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
