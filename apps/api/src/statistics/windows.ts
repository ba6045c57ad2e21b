import {
  type Bucket,
  MAX_BUCKETS,
  MAX_FINE_WINDOW_SECONDS,
  SLOT_MS,
  type StatisticsQuery,
  toMilliseconds,
  toSeconds,
} from '@dwell/shared';
import { InvalidFields } from '../http/validation.js';
import type { SlotWindow } from '../store/ports/session-store.js';
import {
  calendarEdges,
  HOUR_MS,
  ceilToSlot,
  firstSlotAt,
  floorToSlot,
  hourNumber,
  moved,
  wallAt,
} from './calendar.js';
import { comparedWindow } from './comparison.js';

const DEFAULT_DAYS = 7;

/** The window of a query, and the window that it is compared with. */
export interface Scope {
  readonly window: SlotWindow;
  /** null if nothing is compared. */
  readonly previous: SlotWindow | null;
  readonly tz: string;
}

/**
 * Returns the windows of a query that arrived at `now` (epoch milliseconds), snapped outward to slots.
 * @throws InvalidFields if the window is empty or ends before it begins
 */
export const scopeOf = (
  query: Pick<StatisticsQuery, 'from' | 'to' | 'tz' | 'compare'>,
  now: number,
): Scope => {
  const { tz = 'UTC', compare = 'previous' } = query;
  const end = query.to === undefined ? now : toMilliseconds(query.to);
  const begin =
    query.from === undefined
      ? firstSlotAt(moved(wallAt(floorToSlot(end), tz), { days: -DEFAULT_DAYS }), tz)
      : toMilliseconds(query.from);
  if (begin >= end) throw new InvalidFields([{ field: 'from', message: 'must be before to' }]);
  const window = { from: floorToSlot(begin), to: ceilToSlot(end) };
  return { window, previous: comparedWindow(window, { tz, compare, now }), tz };
};

/** A calendar bucket, or the part of one that lies in a window. */
export interface CalendarBucket extends SlotWindow {
  /** Whether the window cuts the bucket, or its calendar end is after now. */
  readonly partial: boolean;
  /** Whether `to` is after now. */
  readonly running: boolean;
}

/**
 * A length that buckets do not exceed on average, in milliseconds. It serves to refuse a window with far too many
 * buckets before any of them is computed, because computing them would take long.
 */
const LONGEST_BUCKET_MS: Readonly<Record<Bucket, number>> = {
  // Clock changes make at most a few hours and days of a year longer. The margin of 1 % allows for them.
  hour: 1.01 * HOUR_MS,
  day: 1.01 * 24 * HOUR_MS,
  week: 1.01 * 7 * 24 * HOUR_MS,
  month: 1.01 * 31 * 24 * HOUR_MS,
};

export const tooManyBuckets = (): InvalidFields =>
  new InvalidFields([
    {
      field: 'bucket',
      message: `would give more than ${MAX_BUCKETS} points for this window; choose longer buckets`,
    },
  ]);

/**
 * Returns the calendar buckets of `window` in `tz`, in order. Cuts the first and the last one to the window.
 * @throws InvalidFields if there are more than MAX_BUCKETS
 */
export const bucketsOf = (
  window: SlotWindow,
  { tz, bucket, now }: { tz: string; bucket: Bucket; now: number },
): CalendarBucket[] => {
  if ((window.to - window.from) / LONGEST_BUCKET_MS[bucket] > MAX_BUCKETS) throw tooManyBuckets();
  const buckets: CalendarBucket[] = [];
  for (const { from, to, start, end } of calendarParts(window, tz, bucket)) {
    if (buckets.length === MAX_BUCKETS) throw tooManyBuckets();
    buckets.push({ from, to, partial: from > start || to < end || end > now, running: to > now });
  }
  return buckets;
};

/**
 * Refuses a window that is too long to be read by hours or slots, whatever buckets the answer has.
 * @throws InvalidFields
 */
export const requireFineWindow = ({ from, to }: SlotWindow): void => {
  if (toSeconds(to - from) > MAX_FINE_WINDOW_SECONDS) {
    throw new InvalidFields([{ field: 'from', message: 'must be at most five years before to' }]);
  }
};

/**
 * Returns the calendar hours of `window` in `tz`, in order. Cuts the first and the last one to the window. Cuts an hour
 * in which the clocks go back to the hour before into its slots, so that a clock shows only one hour in each part.
 * @throws InvalidFields if the window is longer than five years
 */
export const hoursOf = (window: SlotWindow, tz: string): SlotWindow[] => {
  requireFineWindow(window);
  return Array.from(calendarParts(window, tz, 'hour')).flatMap(({ from, to }) => {
    const isOneHour = hourNumber(wallAt(from, tz)) === hourNumber(wallAt(to - SLOT_MS, tz));
    return isOneHour ? { from, to } : partsOf({ from, to }, SLOT_MS);
  });
};

/** A calendar bucket of a window: from `start` to `end`, of which the window has the part from `from` to `to`. */
interface CalendarPart extends SlotWindow {
  readonly start: number;
  readonly end: number;
}

function* calendarParts(window: SlotWindow, tz: string, bucket: Bucket): Generator<CalendarPart> {
  const edges = calendarEdges(window.from, tz, bucket);
  let start = edges.next().value;
  while (start < window.to) {
    const end = edges.next().value;
    yield { start, end, from: Math.max(window.from, start), to: Math.min(window.to, end) };
    start = end;
  }
}

/** Splits a window into parts of `length` milliseconds. The length of the window must be a multiple of it. */
export const partsOf = ({ from, to }: SlotWindow, length: number): SlotWindow[] =>
  Array.from({ length: (to - from) / length }, (_, index) => ({
    from: from + index * length,
    to: from + (index + 1) * length,
  }));
