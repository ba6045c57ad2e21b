import type { KnownPath, Session, SessionChange, ViewTotal, VisitLengths } from './session-store.js';

/** One user's time and visits in one slot, summed over the user's sessions. */
export interface UserSlot {
  readonly username: string;
  /** The slot's start, in epoch milliseconds. */
  readonly slot: number;
  /** One entry for each path, in no order. */
  readonly time: readonly ViewTotal[];
  /**
   * The visits that count in the slot and have ended, in no order. Visits that still go on are in the states of the
   * sessions.
   */
  readonly visits: readonly VisitLengths[];
}

/** The stores of session data. */
export type SessionDataName = 'logins' | 'sessman';

/** Session data as a database keeps it. */
export interface StoredData {
  readonly sid: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** JSON. */
  readonly data: string;
}

/** A figure of which the database has two values that should be equal, and are not. */
export interface Difference extends Partial<KnownPath> {
  /** What the figure counts, and where the first and the second value come from. */
  readonly of: string;
  readonly username?: string;
  /** On SQLite: the primary key of the session's row. */
  readonly session?: number;
  /** The start of the slot or minute, in epoch milliseconds. */
  readonly at?: number;
  readonly figures: readonly [number, number];
}

/**
 * Called by {@link Archive.rebuild} with how much is done, and how much there is to do. On MongoDB both numbers begin
 * anew for the second part of the work, which counts something else.
 */
export type OnRebuilt = (done: number, of: number) => void;

/** Yields records in the order of their keys, some at a time. Strings are in the order of their code points. */
export type Portions<T> = AsyncIterable<readonly T[]>;

export type ArchivedRecords =
  'sessions' | 'userTime' | 'groups' | 'tokenGroups' | 'savedViews' | 'annotations' | SessionDataName;

/**
 * Reads and writes a database as a whole, while no server writes to it. Has no methods for accounts, groups and the
 * like, because a copy uses the methods of their own stores.
 */
export interface Archive {
  /** Returns about how many records there are: enough to show progress. Returns 0 only if there are none. */
  count(records: ArchivedRecords): Promise<number>;

  /**
   * Reads all sessions in the order of their ids. Only MongoDB uses `onUnreadable`: it is called with the id of each
   * session that can't be read, and the session is left out.
   */
  sessions(onUnreadable?: (id: string) => void): Portions<Session>;

  /**
   * Writes sessions as SessionStore.commit does. The sums for charts, and the lists of the sessions of a view, may lack
   * the sessions until {@link rebuild}: on SQLite, the write is faster without them. Returns the key hashes of the
   * changes that it left out, as SessionStore.commit does.
   */
  addSessions(changes: readonly SessionChange[]): Promise<ReadonlySet<string>>;

  /** Reads all users' time and visits, in the order of username and slot. */
  userTime(): Portions<UserSlot>;

  /** Adds to the stored time and visits of users. The sums for charts may lack the addition until {@link rebuild}. */
  addUserTime(slots: readonly UserSlot[]): Promise<void>;

  /** Reads all session data, in the order of the sids. */
  sessionData(name: SessionDataName): Portions<StoredData>;

  /** Stores session data, in place of data with the same sid. */
  putSessionData(name: SessionDataName, records: readonly StoredData[]): Promise<void>;

  /**
   * Computes all sums for charts again, from the sessions and the users' time and visits. On MongoDB, also estimates
   * the lengths of visits that older versions stored without lengths, and stores again the list of all users with
   * sessions.
   */
  rebuild(onProgress?: OnRebuilt): Promise<void>;

  /**
   * Compares the sums for charts with the figures that they sum up, and users' time with their sessions. Changes
   * nothing. Returns the first differences of each kind.
   */
  differences(): Promise<readonly Difference[]>;
}

/**
 * Groups rows into records: one for each user and slot. The rows of time must come in the order of user and slot.
 * Leaves out a user's visits in a slot without time of this user: a visit counts in the slot of its first time.
 */
export const toUserSlots = (
  times: Iterable<SlotRow & ViewTotal>,
  visits: Iterable<SlotRow & VisitLengths> = [],
): MutableUserSlot[] => {
  const slots: MutableUserSlot[] = [];
  for (const { username, slot, ...total } of times) {
    const last = slots.at(-1);
    if (last?.username === username && last.slot === slot) last.time.push(total);
    else slots.push({ username, slot, time: [total], visits: [] });
  }
  const byKey = new Map(slots.map((each) => [`${each.slot} ${each.username}`, each]));
  for (const { username, slot, ...lengths } of visits) byKey.get(`${slot} ${username}`)?.visits.push(lengths);
  return slots;
};

type SlotRow = Pick<UserSlot, 'username' | 'slot'>;
type MutableUserSlot = UserSlot & { readonly time: ViewTotal[]; readonly visits: VisitLengths[] };
