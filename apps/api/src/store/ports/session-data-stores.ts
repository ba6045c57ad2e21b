import type { DestroyAnswer, Store } from '@dwell/sessions';

/** A login, stored under the SHA-256 of its session id. */
export interface Login {
  readonly username: string;
  /** The user's loginGeneration at the time of the login. The login is valid only while the two are equal. */
  readonly generation: number;
  /** Random and public. It stays when the session id changes, so that the sessions of a device stay together. */
  readonly client: string;
  /** Epoch milliseconds. From then on the login is invalid. */
  readonly expiresAt: number;
  /**
   * When the login was last used, in epoch milliseconds. It may have been used since, some minutes later. Logins of
   * older versions have no such time.
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
 * Which session data is counted: what an owner has stored, what an owner has stored for a user, or all. An undefined
 * owner stands for all callers without a name, where calls without a login are allowed.
 */
export type DataScope =
  { readonly owner: string } | { readonly owner: string | undefined; readonly user: string } | 'all';

/** Stores sessman's data, whose age counts from the last set. Methods may be synchronous or return promises. */
export abstract class SessmanStore implements Store<SessmanSession> {
  abstract get(sid: string, maxAge: number): SessmanSession | undefined | Promise<SessmanSession | undefined>;
  abstract set(sid: string, session: SessmanSession): void | Promise<void>;
  abstract replace(sid: string, maxAge: number, session: SessmanSession): boolean | Promise<boolean>;
  /** Returns how many bytes the data takes as JSON, including expired data that is not purged yet. */
  abstract usedBytes(scope: DataScope): Promise<number>;
  abstract destroy(sid: string): DestroyAnswer | Promise<DestroyAnswer>;
  abstract purge(maxAge: number): void | Promise<void>;
}
