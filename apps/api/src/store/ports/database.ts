import type { LoginStore, SessmanStore } from './session-data-stores.js';
import type { AccountStore } from './account-store.js';
import type { AuditStore } from './audit-store.js';
import type { Archive } from './archive.js';
import type { AnnotationStore } from './annotation-store.js';
import type { GroupStore } from './group-store.js';
import type { SavedViewStore } from './saved-view-store.js';
import type { SessionStore } from './session-store.js';

/**
 * An open database with sessions, accounts, groups, saved views, annotations, logins, sessman's data and the audit log.
 * Only sessman's data may be in a database of its own: see openDatabase.
 */
export interface Database {
  /** Names the database in messages, without credentials. */
  readonly name: string;
  /**
   * Resolves when the database is first reached; until then every call rejects with a StoreUnavailableError.
   * Rejects with a StoreUnusableError if the database can't be used.
   */
  readonly ready: Promise<void>;
  readonly sessions: SessionStore;
  readonly accounts: AccountStore;
  readonly groups: GroupStore;
  readonly savedViews: SavedViewStore;
  readonly annotations: AnnotationStore;
  readonly logins: LoginStore;
  readonly sessman: SessmanStore;
  readonly audit: AuditStore;
  /** Reads and writes the whole database, to copy it. */
  readonly archive: Archive;
  /** Resolves when all earlier calls are answered and the database is closed. */
  close(): Promise<void>;
}
