import { type Bucket, MAX_BUCKETS, SLOT_MS, type StatisticsQuery, toMilliseconds } from '@dwell/shared';
import { DateTime } from 'luxon';
import { InvalidFields } from '../http/validation.js';
import type { SlotWindow } from '../store/ports/session-store.js';

const DEFAULT_DAYS = 7;

/** The window of a query, and the window that it is compared with. */
export interface Scope {
  readonly window: SlotWindow;
  /**
   * The window before. If `window` begins at midnight in `tz`, this one has as many days and ends at the same time of
   * day, so that a day that still runs is compared with the same part of an earlier day. Otherwise it has the same
   * length as `window`.
   */
  readonly previous: SlotWindow;
  readonly tz: string;
}

/**
 * Returns the windows of a query that arrived at `now` (epoch milliseconds), snapped outward to slots.
 * @throws InvalidFields if the window is empty or ends before it begins
 */
export const scopeOf = (query: Pick<StatisticsQuery, 'from' | 'to' | 'tz'>, now: number): Scope => {
  const tz = query.tz ?? 'UTC';
  const end = query.to === undefined ? now : toMilliseconds(query.to);
  const begin =
    query.from === undefined
      ? DateTime.fromMillis(end, { zone: tz }).minus({ days: DEFAULT_DAYS }).toMillis()
      : toMilliseconds(query.from);
  if (begin >= end) throw new InvalidFields([{ field: 'from', message: 'must be before to' }]);
  const window = { from: Math.floor(begin / SLOT_MS) * SLOT_MS, to: Math.ceil(end / SLOT_MS) * SLOT_MS };
  return { window, previous: windowBefore(window, tz), tz };
};

const windowBefore = ({ from, to }: SlotWindow, tz: string): SlotWindow => {
  const start = DateTime.fromMillis(from, { zone: tz });
  const end = DateTime.fromMillis(to, { zone: tz });
  if (+start !== +start.startOf('day')) return { from: Math.max(0, from - (to - from)), to: from };
  const days = Math.ceil(end.diff(start, 'days').days);
  return {
    from: Math.max(0, start.minus({ days }).startOf('day').toMillis()),
    to: Math.max(0, end.minus({ days }).toMillis()),
  };
};

/**
 * Returns the calendar buckets of `window` in `tz`, in order. Cuts the first and the last one to the window.
 * @throws InvalidFields if there are more than MAX_BUCKETS
 */
export const bucketsOf = (window: SlotWindow, tz: string, bucket: Bucket): SlotWindow[] => {
  const buckets: SlotWindow[] = [];
  let start = DateTime.fromMillis(window.from, { zone: tz }).startOf(bucket);
  while (start.toMillis() < window.to) {
    if (buckets.length === MAX_BUCKETS) {
      throw new InvalidFields([
        {
          field: 'bucket',
          message: `would give more than ${MAX_BUCKETS} points for this window; choose longer buckets`,
        },
      ]);
    }
    const end = start.plus({ [bucket]: 1 });
    // A day begins at 01:00 when the clocks skip midnight. The next day must begin at 00:00 again.
    const aligned = bucket === 'hour' ? end : end.startOf(bucket);
    buckets.push({
      from: Math.max(window.from, start.toMillis()),
      to: Math.min(window.to, aligned.toMillis()),
    });
    start = aligned;
  }
  return buckets;
};
