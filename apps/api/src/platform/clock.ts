/** The clock by which the server records and decides. It does not measure how long a piece of work takes. */
export abstract class Clock {
  /** Returns the current time in epoch milliseconds. */
  abstract now(): number;
}

export class SystemClock extends Clock {
  override now(): number {
    return Date.now();
  }
}

/**
 * Returns whether `intervalMs` has passed since `from`. It has also passed if the clock was set back to a time before
 * `from`, because the wait for that time could be long. All in milliseconds.
 */
export const hasPassed = (from: number, now: number, intervalMs: number): boolean =>
  now < from || now - from >= intervalMs;
