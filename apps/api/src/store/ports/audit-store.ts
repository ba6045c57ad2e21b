import type { AuditAct, AuditEntryAnswer, AuditOutcome } from '@dwell/shared';

/**
 * Who did what. Never contains a password, a key, a token or a session id. The fields without a comment hold what
 * AuditEntryAnswer says of them; a field is absent where the answer has null.
 */
export interface AuditEntry {
  /** Entries in the order of their ids are in the order of time: see `newAuditId`. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor?: string;
  readonly via?: NonNullable<AuditEntryAnswer['via']>;
  readonly address?: string;
  readonly act: AuditAct;
  readonly target?: string;
  readonly detail?: string;
  readonly outcome: AuditOutcome;
}

export interface AuditSearch {
  readonly actor?: string;
  readonly act?: AuditAct;
  /** Epoch milliseconds, inclusive. */
  readonly from?: number;
  /** Epoch milliseconds, exclusive. */
  readonly to?: number;
  readonly order: 'newest first' | 'oldest first';
  /** The id of the last entry of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/** Stores the audit log. Every method rejects with a StoreUnavailableError if the database can't be reached. */
export abstract class AuditStore {
  /** Stores entries. Replaces stored entries that have the same ids. */
  abstract put(entries: readonly AuditEntry[]): Promise<void>;
  abstract list(search: AuditSearch): Promise<AuditEntry[]>;
  abstract count(): Promise<number>;
  /** Removes the entries that are older than `before`, in epoch milliseconds. */
  abstract purge(before: number): Promise<void>;
}
