import type { SessionFilters } from '../../ports/session-store.js';
import { spanLimit } from '../schema/span-class.js';

/** [from, below), in whole epoch milliseconds. An undefined bound leaves that side open. */
export interface TimeRange {
  readonly from: number | undefined;
  readonly below: number | undefined;
}

/** The ranges of the starts and of the last pings that matching sessions can have. */
export interface TimeBounds {
  readonly start: TimeRange;
  readonly lastPing: TimeRange;
}

export const timeBounds = (filters: SessionFilters): TimeBounds => {
  const active = filters.active || filters.hereNow ? filters.activeWindow : undefined;
  return {
    start: { from: after(filters.startedAfter), below: roundUp(filters.to) },
    lastPing: {
      from: larger(roundUp(filters.from), after(active?.after)),
      below: smaller(roundUp(filters.stoppedBefore), after(active?.until)),
    },
  };
};

/**
 * Narrows the bounds for the sessions of one length class (see span-class.ts): since their length is limited, a bound
 * on the start also bounds the last ping, and the reverse.
 */
export const boundsInClass = ({ start, lastPing }: TimeBounds, spanClass: number): TimeBounds => {
  const limit = spanLimit(spanClass);
  const longest = limit === undefined ? undefined : limit - 1;
  return {
    start: {
      from: larger(start.from, minus(lastPing.from, longest)),
      below: smaller(start.below, lastPing.below),
    },
    lastPing: {
      from: larger(lastPing.from, start.from),
      below: smaller(lastPing.below, plus(start.below, longest)),
    },
  };
};

type Time = number | undefined;

const after = (time: Time): Time => (time === undefined ? undefined : Math.floor(time) + 1);
const roundUp = (time: Time): Time => (time === undefined ? undefined : Math.ceil(time));
const plus = (a: Time, b: Time): Time => (a === undefined || b === undefined ? undefined : a + b);
const minus = (a: Time, b: Time): Time => (a === undefined || b === undefined ? undefined : a - b);
const larger = (a: Time, b: Time): Time => (a === undefined || b === undefined ? (a ?? b) : Math.max(a, b));
const smaller = (a: Time, b: Time): Time => (a === undefined || b === undefined ? (a ?? b) : Math.min(a, b));
