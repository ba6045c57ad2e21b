import { type Interval, SLOT_MS } from '@dwell/shared';
import { DAY_MS, type DataSize, usernameOf, viewNameOf } from '../data/data-size.js';
import { Random } from '../data/random.js';

/** What varies from one run of a query to the next, so that the answers are not all the same. */
export class Draw {
  private readonly random: Random;

  constructor(
    private readonly size: DataSize,
    private readonly run: number,
  ) {
    this.random = new Random(size.seed, run, 7);
  }

  /** Returns a window of this many days that ends within the last 24 hours of the data. */
  window(days: number): Interval {
    const to = this.size.until - this.random.below(96) * SLOT_MS;
    return { from: to - days * DAY_MS, to };
  }

  /** Returns a moment in the middle half of the data, in epoch milliseconds. */
  middle(): number {
    const { until, days } = this.size;
    return Math.floor(until - this.random.between(0.25, 0.75) * days * DAY_MS);
  }

  /** Returns `count` usernames without repeats; all, if there are fewer. */
  usernames(count: number): string[] {
    const { users } = this.size;
    const first = this.random.below(users);
    // A step that has no divisor in common with the number of users reaches each user once.
    const step = coprimeTo(users, 1 + this.random.below(users));
    return Array.from({ length: Math.min(count, users) }, (_, index) =>
      usernameOf((first + index * step) % users),
    );
  }

  /** Returns one half of the users in one run and the other half in the next, at most `count` of them. */
  group(count: number): string[] {
    const half = Math.min(count, Math.floor(this.size.users / 2));
    return Array.from({ length: half }, (_, index) => usernameOf(2 * index + (this.run % 2)));
  }

  /** Returns one of the views: in some runs one that is opened often, in others one that is opened rarely. */
  view(): string {
    return viewNameOf((this.run * 7) % this.size.views);
  }
}

const coprimeTo = (number: number, from: number): number => {
  let candidate = from;
  while (divisor(candidate, number) !== 1) candidate++;
  return candidate;
};

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
