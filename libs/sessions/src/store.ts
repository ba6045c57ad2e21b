/** Why a store has no data for an id. */
export type MissingReason = 'session does not exist' | 'session is expired';

/** Where session data is kept. Methods may be synchronous or return promises. */
export interface Store<T> {
  /** Whether a session's age counts from when it was last set, instead of first; where it is missing, from first. */
  readonly rolling?: boolean;
  /**
   * Required. The data of `sid` if it exists and was first (or last: `rolling`) set no longer than `maxAge` milliseconds ago
   * (0: for ever); otherwise undefined, and an expired record is gone.
   */
  get(sid: string, maxAge: number): T | undefined | Promise<T | undefined>;
  /** Required. Replaces the data of `sid`; its age goes on counting from when it was first set. */
  set(sid: string, data: T): void | Promise<void>;
  /** Required. Forgets `sid`; no error where it does not exist. */
  destroy(sid: string): void | Promise<void>;
  /**
   * Recommended. Replaces the data of `sid` as one step, but only where `get` would give it at this moment; whether it did.
   * What has expired, or is gone, does not come to life again.
   */
  replace?(sid: string, maxAge: number, data: T): boolean | Promise<boolean>;
  /** Recommended. Forgets what was first set longer than `maxAge` milliseconds ago, which nobody may ever ask for. */
  purge?(maxAge: number): void | Promise<void>;
  /** Optional. The data of all sessions. */
  all?(): T[] | Promise<T[]>;
  /** Optional. Forgets all sessions. */
  clear?(): void | Promise<void>;
}
