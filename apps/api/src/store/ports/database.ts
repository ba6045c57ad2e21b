import type { LoginStore } from './login-store.js';
import type { SessmanStore } from './sessman-store.js';
import type { AccountStore } from './account-store.js';
import type { Archive } from './archive.js';
import type { SessionStore } from './session-store.js';

/** One opened database: the same place for sessions, accounts, logins and sessman's data. */
export interface Database {
  /** For messages; without credentials. */
  readonly name: string;
  /**
   * Resolves when the database was first reached; until then every call rejects with a StoreUnavailableError.
   * Rejects with a StoreUnusableError, one clear line, where it can't be used as it is.
   */
  readonly ready: Promise<void>;
  readonly sessions: SessionStore;
  readonly accounts: AccountStore;
  readonly logins: LoginStore;
  readonly sessman: SessmanStore;
  /** All of these, to be copied to another database. */
  readonly archive: Archive;
  /** Finishes what was given to it and lets go of the database. */
  close(): Promise<void>;
}
