import type { Bucket } from '../statistics.js';
import { SLOT_SECONDS } from '../values.js';

/**
 * An independent definition of where the hours, days, weeks and months of every time zone begin: it looks at each slot,
 * one after the other. Instants are epoch milliseconds.
 */

const SLOT = SLOT_SECONDS * 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * The history begins here and ends at END: it has the ten years from 2018 to 2027, and some months before and after
 * them.
 */
const BEGIN = Date.UTC(2017, 6);
const END = Date.UTC(2028, 6);
export const TEN_YEARS = { from: Date.UTC(2018, 0), to: Date.UTC(2028, 0) };

/**
 * The time between two readings of an offset. If a zone changed its offset and changed it back between two readings,
 * both changes would be missed; no zone has done this within so short a time.
 */
const STEP = 14 * DAY;

/** The UTC offsets of a time zone, and the names of all zones that had these offsets at all times. */
export interface ZoneHistory {
  readonly zones: readonly string[];
  /** The instants at which an offset begins, and that offset in milliseconds. The first instant is {@link BEGIN}. */
  readonly offsets: readonly { readonly since: number; readonly offset: number }[];
}

const offsetReader = (timeZone: string): ((instant: number) => number) => {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset', year: 'numeric' });
  return (instant) => {
    const [, sign, hours = '0', minutes = '0'] =
      /GMT(?:([+-])(\d+):(\d+))?/.exec(format.format(instant)) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * 60_000);
  };
};

/**
 * Returns the first slot edge after `before` whose offset differs from that at `before`. There must be one up to
 * `after`.
 */
const findChange = (offsetAt: (instant: number) => number, before: number, after: number): number => {
  const offset = offsetAt(before);
  let [low, high] = [before / SLOT, after / SLOT];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * SLOT) === offset) low = middle;
    else high = middle;
  }
  return high * SLOT;
};

const readOffsets = (zone: string): ZoneHistory['offsets'] => {
  const offsetAt = offsetReader(zone);
  const offsets = [{ since: BEGIN, offset: offsetAt(BEGIN) }];
  for (let at = BEGIN; at < END; at += STEP) {
    const end = offsetAt(at + STEP);
    let from = at;
    while (end !== offsets.at(-1)?.offset) {
      from = findChange(offsetAt, from, at + STEP);
      offsets.push({ since: from, offset: offsetAt(from) });
    }
  }
  return offsets;
};

let histories: readonly ZoneHistory[] | undefined;

/** Returns the histories of all time zones that the platform lists. */
export const zoneHistories = (): readonly ZoneHistory[] => {
  if (histories) return histories;
  const known = new Map<string, ZoneHistory & { zones: string[] }>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const offsets = readOffsets(zone);
    const key = JSON.stringify(offsets);
    const same = known.get(key);
    if (same) same.zones.push(zone);
    else known.set(key, { zones: [zone], offsets });
  }
  histories = [...known.values()];
  return histories;
};

/** Returns the clock changes within ten years: the instants at which another offset begins. */
export const changesOf = ({ offsets }: ZoneHistory): number[] =>
  offsets.map(({ since }) => since).filter((since) => since >= TEN_YEARS.from && since < TEN_YEARS.to);

/** Returns the number of the hour, day, week or month that a clock shows. Later ones have higher numbers. */
const numberOf = (bucket: Bucket, clock: number): number => {
  const day = Math.floor(clock / DAY);
  switch (bucket) {
    case 'hour':
      return Math.floor(clock / HOUR);
    case 'day':
      return day;
    case 'week':
      // Day 0 is a Thursday, and weeks begin on Monday.
      return Math.floor((day + 3) / 7);
    case 'month': {
      const date = new Date(clock);
      return date.getUTCFullYear() * 12 + date.getUTCMonth();
    }
  }
};

/**
 * Returns the edges of slots from `from` until before `to` at which a calendar bucket begins. A day, week or month
 * begins where the clock shows a later one than ever before. An hour begins where the clock shows a later hour than one
 * slot before, or a full hour.
 */
export const bucketStarts = (
  { offsets }: ZoneHistory,
  bucket: Bucket,
  { from, to }: { from: number; to: number },
): number[] => {
  const starts: number[] = [];
  // No clock goes back by more than a day.
  const begin = from - DAY;
  let index = offsets.findLastIndex(({ since }) => since <= begin);
  let latest = NaN;
  for (let slot = begin; slot < to; slot += SLOT) {
    if (slot === offsets[index + 1]?.since) index++;
    const clock = slot + (offsets[index]?.offset ?? NaN);
    const number = numberOf(bucket, clock);
    if (slot >= from && (number > latest || (bucket === 'hour' && clock % HOUR === 0))) starts.push(slot);
    latest = bucket === 'hour' || !(number <= latest) ? number : latest;
  }
  return starts;
};
