import type { ApiKey, User } from './account-store.js';
import type { RecordedSession, ViewTotal } from './session-store.js';

/** What all sessions of a user came to in one slot, each path once, in no order. */
export interface UserSlot {
  readonly username: string;
  /** The slot's start, in epoch milliseconds. */
  readonly slot: number;
  readonly time: readonly ViewTotal[];
}

export interface Secret {
  readonly name: string;
  readonly value: string;
}

/** Session data, a login for example, as it is stored. */
export interface StoredData {
  readonly sid: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** JSON. */
  readonly data: string;
}

/** All records of one kind. */
export interface ArchivePart<T> {
  /** About how many there are: enough to show how far a reader is. */
  count(): Promise<number>;

  /**
   * All of them in portions, in the order of their keys: strings by code points. `leftOut` is told the id of each that
   * can't be read, because another program wrote or broke it.
   */
  read(leftOut?: (id: string) => void): AsyncIterable<readonly T[]>;

  /** Stores each as it is, in place of what the store holds under its key. Writing it again changes nothing. */
  write(records: readonly T[]): Promise<void>;
}

/**
 * Everything that a store holds, to be copied to another one while no server writes to either. All other figures are
 * sums of what is in its parts.
 */
export abstract class Archive {
  /** By id. Copied ones go on to count in the other store where they were. */
  abstract readonly sessions: ArchivePart<RecordedSession>;
  /** By username and slot. Sessions are to be written before the time that they are a part of. */
  abstract readonly userTime: ArchivePart<UserSlot>;
  /** By username. */
  abstract readonly users: ArchivePart<User>;
  /** By id. */
  abstract readonly apiKeys: ArchivePart<ApiKey>;
  /** By name. */
  abstract readonly secrets: ArchivePart<Secret>;
  /** By sid. */
  abstract readonly logins: ArchivePart<StoredData>;
  /** By sid. */
  abstract readonly sessman: ArchivePart<StoredData>;

  /** Makes all sums anew from sessions and user time. Until then they lack, or miscount, what was written. */
  abstract rebuild(): Promise<void>;
}

/** Reads on behind the last record of each portion, until there is none. */
export async function* inPortions<T>(
  next: (last: T | undefined) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[], void> {
  let last: T | undefined;
  for (;;) {
    const portion = await next(last);
    if (portion.length === 0) return;
    yield portion;
    last = portion.at(-1);
  }
}
