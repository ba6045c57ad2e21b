import type { DestroyAnswer, Store } from '@dwell/sessions';

/** A login, stored under the SHA-256 of its session id. */
export interface Login {
  readonly username: string;
  /** The user's loginGeneration at the time of the login. The login is valid only while the two are equal. */
  readonly generation: number;
  /** Random and public. Does not change with the session id, so that the sessions of a device stay together. */
  readonly client: string;
  /** Epoch milliseconds. From then on the login is invalid. */
  readonly expiresAt: number;
  /**
   * When the login was last used, in epoch milliseconds. A later use is not stored if it came only some minutes later.
   * Logins of older versions have no such time.
   */
  readonly usedAt?: number;
  /** The IP address that the login was made from. */
  readonly address?: string;
  /** The browser and the system that the login was made with, for people to recognise. */
  readonly device?: string;
}

/** A login, and the id that it is stored under. */
export interface StoredLogin {
  readonly sid: string;
  readonly login: Login;
}

/** Stores logins. Most methods may be synchronous or return promises. */
export abstract class LoginStore implements Store<Login> {
  abstract get(sid: string, maxAge: number): Login | undefined | Promise<Login | undefined>;
  abstract set(sid: string, login: Login): void | Promise<void>;
  abstract replace(sid: string, maxAge: number, login: Login): boolean | Promise<boolean>;
  abstract destroy(sid: string): DestroyAnswer | Promise<DestroyAnswer>;
  abstract purge(maxAge: number): void | Promise<void>;
  /** Returns the logins of a user, by sid, including those that have ended but are not purged yet. */
  abstract ofUser(username: string): Promise<StoredLogin[]>;
}

/** A session of the sessman API, stored under its id. */
export interface SessmanSession {
  readonly user: string;
  /** Any JSON value. */
  readonly data: unknown;
  /** Names the caller who created the session, for quotas. Sessions of older versions have none. */
  readonly owner?: string;
}

/**
 * Whose session data {@link SessmanStore.usedBytes} sums: all that an owner has stored, what an owner has stored for
 * one user, or all session data. An undefined owner stands for all callers without a name, who exist only if
 * SESSMAN_AUTH is `open`, and for the sessions of older versions.
 */
export type DataScope =
  { readonly owner: string } | { readonly owner: string | undefined; readonly user: string } | 'all';

/**
 * Stores sessman's data, whose age counts from the last `set` or `replace`. Methods may be synchronous or return
 * promises.
 */
export abstract class SessmanStore implements Store<SessmanSession> {
  abstract get(sid: string, maxAge: number): SessmanSession | undefined | Promise<SessmanSession | undefined>;
  abstract set(sid: string, session: SessmanSession): void | Promise<void>;
  abstract replace(sid: string, maxAge: number, session: SessmanSession): boolean | Promise<boolean>;
  /**
   * Returns how many bytes the sessions of `scope` take as JSON, including expired ones that are not purged yet. On
   * MongoDB, a session that an older version stored counts only after it is stored again.
   */
  abstract usedBytes(scope: DataScope): Promise<number>;
  abstract destroy(sid: string): DestroyAnswer | Promise<DestroyAnswer>;
  abstract purge(maxAge: number): void | Promise<void>;
}
