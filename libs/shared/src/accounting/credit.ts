import type { Path } from '../contract/path.js';
import type { Interval } from './intervals.js';

/** What one ping makes count: all of it for one path. */
export interface Credit {
  readonly path: Path;
  /** When: disjoint, in order. None: the path becomes known, and no time counts. */
  readonly spans: readonly Interval[];
  /** Whether a visit begins with the first span. */
  readonly visit: boolean;
}

/** The time between two pings, as far as it is not credited: hidden, or a gap of which nothing is known. */
export interface Silence extends Interval {
  readonly state: 'hidden' | 'gap';
}
