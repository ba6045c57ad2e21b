import { IANAZone } from 'luxon';
import { recentEntries } from './recent-entries.js';

const DAY_MS = 24 * 3_600_000;

/** The most days of UTC, counted for each zone, whose offsets are cached: five years of five zones. */
const MAX_CACHED_DAYS = 10_000;

/**
 * The offset of a zone on a day of UTC; null if the clocks change on that day. No zone changes its clocks twice within
 * a day.
 */
const offsets = recentEntries<{ readonly offset: number | null }>(MAX_CACHED_DAYS);

/**
 * Returns how far the clocks in `tz` are ahead of UTC at an instant. Both are in milliseconds. The time zone library
 * takes microseconds for each answer, and a heatmap of five years needs a quarter of a million of them, so the offsets
 * are cached by day.
 */
export const offsetAt = (instant: number, tz: string): number => {
  const day = Math.floor(instant / DAY_MS);
  const key = `${day} ${tz}`;
  let known = offsets.get(key);
  if (!known) {
    const offset = readOffset(day * DAY_MS, tz);
    known = { offset: readOffset((day + 1) * DAY_MS, tz) === offset ? offset : null };
    offsets.set(key, known);
  }
  return known.offset ?? readOffset(instant, tz);
};

const readOffset = (instant: number, tz: string): number => IANAZone.create(tz).offset(instant) * 60_000;
