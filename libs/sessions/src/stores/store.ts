import { expectKind } from '../expect-kind.js';

/** Why a store returns no data for an id. */
export type MissingReason = 'session does not exist' | 'session is expired';

/** Whether there was a session to destroy; undefined if the store can't tell. */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a method that returns nothing is a valid destroy
export type DestroyAnswer = boolean | undefined | void;

/** Stores session data of type T by session id (`sid`). Methods may be synchronous or return promises. */
export interface Store<T> {
  /** Whether a session's age counts from when it was last set, instead of first set. Default false. */
  readonly rolling?: boolean;
  /**
   * Required. Returns the data of `sid`, or undefined if there is none or its age is more than `maxAge` milliseconds
   * (0: no limit). Removes an expired record.
   */
  get(sid: string, maxAge: number): T | undefined | Promise<T | undefined>;
  /**
   * Required. Replaces the data of `sid`. An existing session keeps its age, except in a `rolling` store. Stores what
   * JSON.stringify keeps of the data. Fails, and changes nothing, if JSON.stringify returns undefined or throws.
   */
  set(sid: string, data: T): void | Promise<void>;
  /**
   * Required. Removes `sid`; does nothing if it does not exist. Recommended: returns whether it existed, in one step,
   * so that of several calls at the same time exactly one returns true.
   */
  destroy(sid: string): DestroyAnswer | Promise<DestroyAnswer>;
  /**
   * Recommended. In one step, sets the data of `sid` if `get` would return data at this moment, and returns whether it
   * did. So a session that has expired or was destroyed does not come back.
   */
  replace?(sid: string, maxAge: number, data: T): boolean | Promise<boolean>;
  /** Recommended. Removes all sessions whose age is more than `maxAge` milliseconds (0: none). */
  purge?(maxAge: number): void | Promise<void>;
  /** Optional. Returns the data of all stored sessions, also of expired ones that are not removed yet. */
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

/** @throws TypeError if an option can't work. Callers in JavaScript have no types that prevent this. */
export const checkStoreOptions = ({
  rolling,
  now,
  onMissing,
  onUnreadable,
}: StoreOptions & { onUnreadable?: unknown }): void => {
  expectKind('rolling', rolling, 'boolean');
  expectKind('now', now, 'function');
  expectKind('onMissing', onMissing, 'function');
  expectKind('onUnreadable', onUnreadable, 'function', 'undefined');
};
