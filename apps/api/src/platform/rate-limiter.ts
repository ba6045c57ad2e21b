import { recentEntries } from './recent-entries.js';
import type { Clock } from './clock.js';

/** The most keys that are counted at a time; the least recently used are forgotten. */
const MAX_KEYS = 50_000;

/** How many seconds' worth of requests a key that was idle may send at once. */
const BURST_SECONDS = 4;

/**
 * Allows each key a number of requests per second, and more at once after a pause. Remembers one time per key: the one
 * at which the key may send a full burst again (the generic cell rate algorithm).
 */
export class RateLimiter {
  private readonly keys = recentEntries<{ restedAt: number }>(MAX_KEYS);
  private readonly stepMs: number;
  private readonly burstMs = BURST_SECONDS * 1000;

  /** @param perSecond 0 for no limit */
  constructor(
    private readonly clock: Clock,
    perSecond: number,
  ) {
    this.stepMs = perSecond === 0 ? 0 : 1000 / perSecond;
  }

  /**
   * Counts a request if it is allowed, and then returns 0. Else returns how many milliseconds later it would be
   * allowed.
   * @param cost how many requests it counts as; more than a full burst count as a full burst
   */
  take(key: string, cost = 1): number {
    if (this.stepMs === 0) return 0;
    const { end, waitMs } = this.next(key, cost);
    if (waitMs > 0) return waitMs;
    const entry = this.keys.get(key);
    if (entry) entry.restedAt = end;
    else this.keys.set(key, { restedAt: end });
    return 0;
  }

  /** Returns what {@link take} would return, and counts nothing. */
  waitMs(key: string): number {
    return this.next(key, 1).waitMs;
  }

  private next(key: string, cost: number): { end: number; waitMs: number } {
    const now = this.clock.now();
    const restedAt = this.keys.get(key)?.restedAt ?? now;
    // A time further in the future than a full burst was stored before the clock was set back, so it does not count.
    const begin = restedAt > now && restedAt <= now + this.burstMs ? restedAt : now;
    const end = begin + Math.min(cost * this.stepMs, this.burstMs);
    return { end, waitMs: Math.max(0, end - now - this.burstMs) };
  }
}
