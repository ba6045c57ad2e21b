import type { LoginStore } from '../auth/login-store.js';
import type { AccountStore } from './account-store.js';
import type { SessionStore } from './session-store.js';

/** One opened database: the same place for sessions, accounts and logins. */
export interface Database {
  readonly sessions: SessionStore;
  readonly accounts: AccountStore;
  readonly logins: LoginStore;
  /** Finishes what was given to it and lets go of the database. */
  close(): Promise<void>;
}
