import type { SessionQuery } from '../../ports/session-store.js';
import { spanLimit } from '../schema/span-class.js';

/** [from, below), in epoch milliseconds; whole numbers or infinite. */
export interface Range {
  readonly from: number;
  readonly below: number;
}

/** Where the starts and last pings of the sessions asked for can lie. */
export interface TimeBounds {
  readonly start: Range;
  readonly lastPing: Range;
}

type TimeFilters = Pick<
  SessionQuery,
  'startedAfter' | 'stoppedBefore' | 'from' | 'to' | 'active' | 'activeSince'
>;

/** What the filters say of a session's start and last ping. */
export const timeBounds = (query: TimeFilters): TimeBounds => ({
  start: {
    from: Math.floor(query.startedAfter ?? -Infinity) + 1,
    below: Math.ceil(query.to ?? Infinity),
  },
  lastPing: {
    from: Math.max(
      Math.ceil(query.from ?? -Infinity),
      query.active ? Math.floor(query.activeSince) + 1 : -Infinity,
    ),
    below: Math.ceil(query.stoppedBefore ?? Infinity),
  },
});

/** The same bounds for the sessions of one class: their length ties start and last ping to each other. */
export const boundsInClass = ({ start, lastPing }: TimeBounds, spanClass: number): TimeBounds => {
  const longest = spanLimit(spanClass) - 1;
  return {
    start: {
      from: Math.max(start.from, lastPing.from - longest),
      below: Math.min(start.below, lastPing.below),
    },
    lastPing: {
      from: Math.max(lastPing.from, start.from),
      below: Math.min(lastPing.below, start.below + longest),
    },
  };
};
