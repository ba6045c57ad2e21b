import { recentEntries } from '../../platform/recent-entries.js';
import { type Clock, hasPassed } from '../../platform/clock.js';

/** The most keys whose last entry is remembered. A key that was forgotten may have an entry again at once. */
const MAX_REMEMBERED = 10_000;

/**
 * Limits how often an entry is written to the audit log, so that a client that calls in a loop can't fill the log: at
 * most one entry in an interval for each key.
 */
export class Seldom {
  private readonly saidYes = recentEntries<number>(MAX_REMEMBERED);

  constructor(
    private readonly clock: Clock,
    private readonly intervalMs: number,
  ) {}

  /**
   * Returns whether an entry may be written now. If so, counts the entry as written.
   * @param key the parts of what the entry would say. Entries with the same parts have the same key.
   */
  mayNote(...key: readonly (string | null | undefined)[]): boolean {
    const now = this.clock.now();
    const name = JSON.stringify(key);
    const before = this.saidYes.get(name);
    if (before !== undefined && !hasPassed(before, now, this.intervalMs)) return false;
    this.saidYes.set(name, now);
    return true;
  }
}
