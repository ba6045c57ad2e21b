import { ROLLUP_LEVELS, splitByLevel } from '../../model/rollup-levels.js';
import type { SlotWindow } from '../../ports/session-store.js';

const DAY_MS = 24 * 60 * 60_000;

/**
 * The slot lengths that view_time and view_visits are kept at, shortest first, in milliseconds. Each divides the next.
 * Sums of long slots cost little here, because a sum is written when its slot is past, and not with each commit as on
 * SQLite. With them, a query over a month reads some two dozen slots.
 */
export const SUM_LEVELS: readonly number[] = [...ROLLUP_LEVELS, DAY_MS, 8 * DAY_MS];

/** Splits the window into whole slots, the longest that fit. */
export const splitSums = (window: SlotWindow) => splitByLevel(window, SUM_LEVELS);
