import { LRUCache } from 'lru-cache';
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
  private readonly keys = new LRUCache<string, { restedAt: number }>({ max: MAX_KEYS });
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
   * Counts a request. Returns 0 if it is allowed, else the time until one is, in milliseconds.
   * @param cost how many requests it counts as
   */
  take(key: string, cost = 1): number {
    if (this.stepMs === 0) return 0;
    const now = this.clock.now();
    let entry = this.keys.get(key);
    if (!entry) this.keys.set(key, (entry = { restedAt: now }));
    const { restedAt } = entry;
    // A time further in the future than a full burst is from before the clock was set back.
    const begin = restedAt > now && restedAt <= now + this.burstMs ? restedAt : now;
    const end = begin + Math.min(cost * this.stepMs, this.burstMs);
    if (end > now + this.burstMs) return end - now - this.burstMs;
    entry.restedAt = end;
    return 0;
  }
}
