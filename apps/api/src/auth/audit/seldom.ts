import { recentEntries } from '../../platform/recent-entries.js';
import { type Clock, hasPassed } from '../../platform/clock.js';

/** The most keys that are remembered. */
const MAX_REMEMBERED = 10_000;

/** Keeps a loop of calls from filling the audit log: says yes once in an interval for each key. */
export class Seldom {
  private readonly saidYes = recentEntries<number>(MAX_REMEMBERED);

  constructor(
    private readonly clock: Clock,
    private readonly intervalMs: number,
  ) {}

  /** @param key the parts of what the entry would say */
  mayNote(...key: readonly (string | null | undefined)[]): boolean {
    const now = this.clock.now();
    const name = JSON.stringify(key);
    const before = this.saidYes.get(name);
    if (before !== undefined && !hasPassed(before, now, this.intervalMs)) return false;
    this.saidYes.set(name, now);
    return true;
  }
}
