import { type Comparison, SLOT_MS } from '@dwell/shared';
import type { SlotWindow } from '../store/ports/session-store.js';
import { firstSlotAt, floorToSlot, moved, startOf, wallAt } from './calendar.js';

const DAY_MS = 24 * 3_600_000;
const WEEK_MS = 7 * DAY_MS;

/** A window in wall times. */
interface WallWindow {
  readonly from: number;
  readonly to: number;
}

/** Returns the wall time at a slot edge. Where the clocks skip midnight, the day still begins at 00:00. */
const calendarWallAt = (slot: number, tz: string): number => {
  const wall = wallAt(slot, tz);
  const midnight = startOf('day', wall);
  return firstSlotAt(midnight, tz) === slot ? midnight : wall;
};

const monthNumber = (wall: number): number => {
  const date = new Date(wall);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};

const isMonthStart = (wall: number): boolean => startOf('month', wall) === wall;

/** Returns the wall time of the same day and time, months later (or earlier, if negative). */
const movedByMonths = (wall: number, months: number): number => moved(wall, { months });

/**
 * Returns the end of a window moved by months. The end belongs to the window's last day, which can be one that the
 * other month lacks: then the moved window ends with that month, unless the window has only this one day.
 */
const endMovedByMonths = ({ from, to }: WallWindow, months: number): number => {
  const lastDay = startOf('day', to - 1);
  const other = movedByMonths(lastDay, months);
  const clipped = new Date(other).getUTCDate() !== new Date(lastDay).getUTCDate();
  return clipped && startOf('day', from) !== lastDay ? other + DAY_MS : other + (to - lastDay);
};

/**
 * Moves `part`, which is `whole` or its beginning, back by a multiple of `unit` months. Takes the least multiple by
 * which `whole`, if it were moved, would end no later than it begins now.
 */
const monthsBefore = (whole: WallWindow, part: WallWindow, unit: number): WallWindow => {
  const wholeMonths = part.to === whole.to && isMonthStart(whole.from) && isMonthStart(whole.to);
  const end = (window: WallWindow, months: number): number =>
    wholeMonths ? movedByMonths(window.to, months) : endMovedByMonths(window, months);
  let months = unit * Math.max(1, Math.floor((monthNumber(whole.to) - monthNumber(whole.from)) / unit));
  while (end(whole, -months) > whole.from) months += unit;
  return { from: movedByMonths(part.from, -months), to: end(part, -months) };
};

const daysBefore = ({ from, to }: WallWindow, days: number): WallWindow => ({
  from: from - days * DAY_MS,
  to: to - days * DAY_MS,
});

const earlier = (whole: WallWindow, part: WallWindow, compare: Exclude<Comparison, 'none'>): WallWindow => {
  const length = whole.to - whole.from;
  switch (compare) {
    case 'previous':
      return daysBefore(part, Math.max(1, Math.ceil(length / DAY_MS)));
    case 'weekdays':
      return daysBefore(part, 7 * Math.max(1, Math.ceil(length / WEEK_MS)));
    case 'month':
      return monthsBefore(whole, part, 1);
    case 'year':
      return monthsBefore(whole, part, 12);
  }
};

/**
 * Returns the window that `window` is compared with, on slot edges and never overlapping it. Days and times of day are
 * those of `tz`. Of a window that reaches beyond `now`, only the part up to the end of the slot of `now` is compared.
 * Returns null for `none`, for a window that has not begun, and for one before which there is no time since 1970.
 */
export const comparedWindow = (
  window: SlotWindow,
  { tz, compare, now }: { tz: string; compare: Comparison; now: number },
): SlotWindow | null => {
  const end = Math.min(window.to, floorToSlot(now) + SLOT_MS);
  if (compare === 'none' || end <= window.from) return null;
  const length = end - window.from;
  const wall = { from: calendarWallAt(window.from, tz), to: calendarWallAt(window.to, tz) };
  if (compare === 'previous' && startOf('day', wall.from) !== wall.from) {
    const from = window.from - (window.to - window.from);
    return sinceEpoch({ from, to: from + length });
  }
  const other = earlier(wall, { from: wall.from, to: calendarWallAt(end, tz) }, compare);
  const from = firstSlotAt(other.from, tz);
  const to = Math.min(window.from, firstSlotAt(other.to, tz));
  // A clock change in only one of the windows can leave nothing between two wall times of the other.
  return sinceEpoch({ from, to: to > from ? to : Math.min(window.from, from + length) });
};

const sinceEpoch = ({ from, to }: SlotWindow): SlotWindow | null =>
  to > 0 ? { from: Math.max(0, from), to } : null;
