import { type Bucket, SLOT_MS } from '@dwell/shared';
import { DateTime, type DurationLike } from 'luxon';
import { offsetAt } from '../platform/time-zones.js';

/**
 * Calendar arithmetic in a time zone. An instant is in epoch milliseconds. A wall time is what a clock shows, written
 * as the epoch milliseconds at which a clock in UTC shows the same: days, weeks and months of wall times have no clock
 * changes.
 *
 * Every edge of a bucket is the edge of a slot (a quarter of an hour). All zones have had offsets of whole quarters of
 * an hour for decades. Where an old offset is not (Africa/Monrovia until 1972), a bucket begins with the first slot
 * that begins in it.
 */

export const HOUR_MS = 3_600_000;

/** The greatest distance between an instant and its wall time, rounded up. Offsets lie between -12 and +14 hours. */
const MAX_OFFSET_MS = 15 * HOUR_MS;

export const floorToSlot = (instant: number): number => Math.floor(instant / SLOT_MS) * SLOT_MS;
export const ceilToSlot = (instant: number): number => Math.ceil(instant / SLOT_MS) * SLOT_MS;

/** Returns the wall time in `tz` at an instant. */
export const wallAt = (instant: number, tz: string): number => instant + offsetAt(instant, tz);

/**
 * Returns the first slot edge at which a clock in `tz` shows `wall` or, where the clocks skip that time, a later time.
 * If the clocks go back and show `wall` twice, returns the first time.
 */
export const firstSlotAt = (wall: number, tz: string): number => {
  const before = offsetAt(wall - MAX_OFFSET_MS, tz);
  const after = offsetAt(wall + MAX_OFFSET_MS, tz);
  if (before === after) return ceilToSlot(wall - before);
  const exact = [wall - before, wall - after].filter((instant) => wallAt(instant, tz) === wall);
  if (exact.length > 0) return ceilToSlot(Math.min(...exact));
  let slot = ceilToSlot(wall - after);
  while (wallAt(slot, tz) < wall) slot += SLOT_MS;
  return slot;
};

/** Returns the wall time at which the hour, day, week or month of a wall time begins. Weeks begin on Monday. */
export const startOf = (bucket: Bucket, wall: number): number =>
  DateTime.fromMillis(wall, { zone: 'utc' }).startOf(bucket).toMillis();

/** Returns a wall time moved by calendar units. A day that a month lacks becomes that month's last day. */
export const moved = (wall: number, by: DurationLike): number =>
  DateTime.fromMillis(wall, { zone: 'utc' }).plus(by).toMillis();

/** Returns the number of the hour that a clock shows at a wall time. Later hours have higher numbers. */
export const hourNumber = (wall: number): number => Math.floor(wall / HOUR_MS);

/**
 * Returns whether an hour begins at a slot edge: a clock shows a full hour there, or has just skipped one. If the
 * clocks show an hour twice from its beginning, it is two hours; if they repeat only a part of it, it is one long hour.
 */
const beginsHour = (slot: number, tz: string): boolean => {
  const wall = wallAt(slot, tz);
  return wall % HOUR_MS === 0 || hourNumber(wall) > hourNumber(wallAt(slot - SLOT_MS, tz));
};

/** Returns the beginning of the hour that a slot edge lies in. */
const hourOf = (slot: number, tz: string): number => {
  let edge = slot;
  while (!beginsHour(edge, tz)) edge -= SLOT_MS;
  return edge;
};

/** Returns the beginning of the hour after the one that begins at `edge`. */
const hourAfter = (edge: number, tz: string): number => {
  const offset = offsetAt(edge, tz);
  const regular = (hourNumber(edge + offset) + 1) * HOUR_MS - offset;
  if (offsetAt(regular, tz) === offset) return ceilToSlot(regular);
  let slot = edge + SLOT_MS;
  while (!beginsHour(slot, tz)) slot += SLOT_MS;
  return slot;
};

/**
 * Yields, in order and without end, the instants at which the hours, days, weeks or months of a zone begin. The first
 * is the beginning of the one that `from`, a slot edge, lies in.
 */
export function* calendarEdges(from: number, tz: string, bucket: Bucket): Generator<number, never> {
  if (bucket === 'hour') {
    for (let edge = hourOf(from, tz); ; edge = hourAfter(edge, tz)) yield edge;
  }
  let wall = startOf(bucket, wallAt(from, tz));
  let edge = firstSlotAt(wall, tz);
  for (;;) {
    wall = moved(wall, { [bucket]: 1 });
    const next = firstSlotAt(wall, tz);
    // Clocks can skip a whole day, and can go back over a midnight that they have just passed.
    if (next > Math.max(edge, from)) yield edge;
    edge = next;
  }
}
