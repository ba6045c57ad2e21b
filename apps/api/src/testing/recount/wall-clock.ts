import { type Bucket, SLOT_MS } from '@dwell/shared';

/**
 * A calendar that knows only what Intl.DateTimeFormat shows at an instant, and shares no code with the server's
 * calendar. Instants are epoch milliseconds.
 */

export interface Window {
  readonly from: number;
  readonly to: number;
}

/** What a clock in a time zone shows. */
export interface WallTime {
  /** The date, as the number of days since 1 January 1970. */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const formats = new Map<string, Intl.DateTimeFormat>();
const shown = new Map<string, WallTime>();

/** Returns what a clock in `tz` shows at the beginning of the slot of an instant. */
export const wallTimeAt = (instant: number, tz: string): WallTime => {
  const slot = Math.floor(instant / SLOT_MS) * SLOT_MS;
  const key = `${slot} ${tz}`;
  const known = shown.get(key);
  if (known) return known;
  let format = formats.get(tz);
  // In Swedish, a date and a time are written as 2026-03-29 02:45.
  formats.set(
    tz,
    (format ??= new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone: tz })),
  );
  const [year = NaN, month = NaN, date = NaN, hour = NaN, minute = NaN] = format
    .format(slot)
    .split(/[- :]/)
    .map(Number);
  const wall = { day: Date.UTC(year, month - 1, date) / DAY_MS, hour, minute };
  shown.set(key, wall);
  return wall;
};

/** Returns how far a clock in `tz` is ahead of UTC, in milliseconds. */
const offsetAt = (slot: number, tz: string): number => {
  const { day, hour, minute } = wallTimeAt(slot, tz);
  return day * DAY_MS + hour * HOUR_MS + minute * 60_000 - slot;
};

/**
 * Returns the first slot edge after an instant at which the clocks of a zone change. For a zone whose clocks do not
 * change within a year, returns the beginning of a month.
 */
export const clockChangeAfter = (instant: number, tz: string): number => {
  const first = Math.floor(instant / SLOT_MS) * SLOT_MS;
  const isBefore = (slot: number): boolean => offsetAt(slot, tz) === offsetAt(first, tz);
  for (let day = first; day < first + 366 * DAY_MS; day += DAY_MS) {
    if (isBefore(day + DAY_MS)) continue;
    let slot = day;
    while (isBefore(slot)) slot += SLOT_MS;
    return slot;
  }
  const [month = NaN] = beginningsIn({ from: first + SLOT_MS, to: first + 33 * DAY_MS }, tz, 'month');
  return month;
};

/** Returns the weekday of a date, from 1 (Monday) to 7. Day 0 was a Thursday. */
export const weekdayOf = (day: number): number => ((day + 3) % 7) + 1;

/** Returns the number of the hour, day, week or month that a clock shows at the beginning of a slot. */
const numberAt = (slot: number, tz: string, bucket: Bucket): number => {
  const { day, hour } = wallTimeAt(slot, tz);
  switch (bucket) {
    case 'hour':
      return day * 24 + hour;
    case 'day':
      return day;
    case 'week':
      return Math.floor((day + 3) / 7);
    case 'month': {
      const date = new Date(day * DAY_MS);
      return date.getUTCFullYear() * 12 + date.getUTCMonth();
    }
  }
};

const slotsOf = ({ from, to }: Window): number[] =>
  Array.from({ length: (to - from) / SLOT_MS }, (_, index) => from + index * SLOT_MS);

/** Returns the slot edges in (from, to] at which the number grows. It grows or stays, but does not shrink. */
const growths = (from: number, to: number, numberOf: (slot: number) => number): number[] => {
  if (numberOf(from) === numberOf(to)) return [];
  if (to - from === SLOT_MS) return [to];
  const middle = from + Math.floor((to - from) / SLOT_MS / 2) * SLOT_MS;
  return [...growths(from, middle, numberOf), ...growths(middle, to, numberOf)];
};

/**
 * Returns the slot edges in [from, to) at which a bucket of the calendar begins. An hour begins where the clock shows a
 * full hour or has just skipped one; a day, week or month where the clock shows a new one.
 */
export const beginningsIn = ({ from, to }: Window, tz: string, bucket: Bucket): number[] => {
  const numberOf = (slot: number): number => numberAt(slot, tz, bucket);
  if (bucket !== 'hour') return growths(from - SLOT_MS, to - SLOT_MS, numberOf);
  return slotsOf({ from, to }).filter(
    (slot) => wallTimeAt(slot, tz).minute === 0 || numberOf(slot) > numberOf(slot - SLOT_MS),
  );
};

/** A bucket of the calendar, or the part of one that lies in a window. */
export interface CalendarPart extends Window {
  /** Whether the window cuts the bucket. */
  readonly cut: boolean;
  /** The end of the whole bucket. */
  readonly end: number;
}

const LONGEST_MS: Readonly<Record<Bucket, number>> = {
  hour: DAY_MS,
  day: 3 * DAY_MS,
  week: 9 * DAY_MS,
  month: 33 * DAY_MS,
};

/** Returns the buckets of a window in order. */
export const calendarPartsOf = (window: Window, tz: string, bucket: Bucket): CalendarPart[] => {
  const beginnings = beginningsIn(window, tz, bucket);
  const [next = NaN] = beginningsIn({ from: window.to, to: window.to + LONGEST_MS[bucket] }, tz, bucket);
  const begins = new Set(beginnings);
  const starts = begins.has(window.from) ? beginnings : [window.from, ...beginnings];
  return starts.map((from, index) => {
    const to = starts[index + 1] ?? window.to;
    const end = starts[index + 1] ?? next;
    return { from, to, end, cut: !begins.has(from) || end !== to };
  });
};

/** Returns the slots of a window, each with its weekday and hour. */
export const hoursOfWeekIn = (
  window: Window,
  tz: string,
): { readonly from: number; readonly to: number; readonly weekday: number; readonly hour: number }[] =>
  slotsOf(window).map((from) => {
    const { day, hour } = wallTimeAt(from, tz);
    return { from, to: from + SLOT_MS, weekday: weekdayOf(day), hour };
  });
