import { SLOT_MS } from '@dwell/shared';
import type { SlotWindow } from '../ports/session-store.js';

/**
 * The slot lengths that view_time is kept at, shortest first, in milliseconds. Each divides the next. MongoDB adds
 * longer ones: see SUM_LEVELS. A long window reads long slots, and short ones only at its edges: 24 hours that begin at
 * midnight of any time zone take at most a dozen slots instead of 96.
 */
export const ROLLUP_LEVELS: readonly number[] = [SLOT_MS, 4 * SLOT_MS, 24 * SLOT_MS];

const DAY = 96 * SLOT_MS;

/**
 * The lengths of the slots in which SQLite counts visits by their length, shortest first, in milliseconds. Each divides
 * the next. A longer slot saves few rows, because visits have many lengths: an hour has 0.7 times as many rows as its
 * four quarters together. So there is no level of an hour, and the longest slots are longer than those for time.
 */
export const VISIT_LEVELS: readonly number[] = [SLOT_MS, 24 * SLOT_MS, DAY, 4 * DAY, 16 * DAY];

/** A part of a window that consists of whole slots of one level. */
export interface LevelWindow extends SlotWindow {
  readonly level: number;
}

/** Splits the window into parts of whole slots, the longest that fit. */
export const splitByLevel = (
  { from, to }: SlotWindow,
  levels: readonly number[] = ROLLUP_LEVELS,
): LevelWindow[] => {
  const level = levels.at(-1);
  if (level === undefined || from >= to) return [];
  const shorter = levels.slice(0, -1);
  const first = Math.ceil(from / level) * level;
  const last = Math.floor(to / level) * level;
  if (first >= last) return splitByLevel({ from, to }, shorter);
  return [
    ...splitByLevel({ from, to: first }, shorter),
    { level, from: first, to: last },
    ...splitByLevel({ from: last, to }, shorter),
  ];
};
