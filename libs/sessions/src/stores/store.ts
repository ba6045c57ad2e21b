/** Why a store returns no data for an id. */
export type MissingReason = 'session does not exist' | 'session is expired';

/** Stores session data of type T by session id (`sid`). Methods may be synchronous or return promises. */
export interface Store<T> {
  /** Whether a session's age counts from when it was last set, instead of first set. Default false. */
  readonly rolling?: boolean;
  /**
   * Required. Returns the data of `sid`, or undefined if there is none or its age is more than `maxAge` milliseconds
   * (0: no limit). Removes an expired record.
   */
  get(sid: string, maxAge: number): T | undefined | Promise<T | undefined>;
  /** Required. Replaces the data of `sid`. An existing session keeps its age, except in a `rolling` store. */
  set(sid: string, data: T): void | Promise<void>;
  /** Required. Removes `sid`; does nothing if it does not exist. */
  destroy(sid: string): void | Promise<void>;
  /**
   * Recommended. In one step, sets the data of `sid` if `get` would return data at this moment, and returns whether it
   * did. So a session that has expired or was destroyed does not come back.
   */
  replace?(sid: string, maxAge: number, data: T): boolean | Promise<boolean>;
  /** Recommended. Removes all sessions whose age is more than `maxAge` milliseconds (0: none). */
  purge?(maxAge: number): void | Promise<void>;
  /** Optional. Returns the data of all sessions. */
  all?(): T[] | Promise<T[]>;
  /** Optional. Removes all sessions. */
  clear?(): void | Promise<void>;
}

/** The options that all stores of this package share. */
export interface StoreOptions {
  /** Whether a session's age counts from when it was last set, instead of first set. Default false. */
  rolling?: boolean;
  /** Returns the time in epoch milliseconds. Default Date.now. */
  now?: () => number;
  /** Called when `get` returns no data, with the reason. */
  onMissing?: (sid: string, reason: MissingReason) => void;
}
