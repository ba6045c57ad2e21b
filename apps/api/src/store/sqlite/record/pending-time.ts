import type { TimeRow, TotalRow } from '../schema/tables.js';

/**
 * The time that a session's row holds back while the session stays on one path within one slot. The first ping that
 * adds time there writes the path's total and the user's time in the slot to their tables. What later pings add goes to
 * the session's own row, which they change anyway, and reaches those tables when the session leaves the path or the
 * slot. So most pings write one row.
 */
export interface PendingTime {
  readonly view: string;
  readonly tab: string;
  readonly slot: number;
  /** The session's total of the path, in place of the one in session_tab. */
  readonly totalMs: number;
  /** The milliseconds that user_time does not have yet. The field below has the visits that it does not have yet. */
  readonly ms: number;
  readonly visits: number;
}

/** Returns the time that a write adds if all of it is on one path in one slot; else undefined. */
export const timeOnOnePath = (
  totals: readonly TotalRow[],
  rollups: readonly TimeRow[],
): PendingTime | undefined => {
  const [total] = totals;
  const [rollup] = rollups;
  if (!total || !rollup || totals.length > 1 || rollups.length > 1) return undefined;
  const { view, tab, slot, ms, visits } = rollup;
  if (view !== total.view || tab !== total.tab) return undefined;
  return { view, tab, slot, totalMs: total.ms, ms, visits };
};

/**
 * Returns the pending time with the time that a write adds to it. Returns undefined if there is no pending time, if the
 * write adds no time, or if it adds time on another path or in another slot.
 */
export const addToPending = (
  pending: PendingTime | undefined,
  added: PendingTime | undefined,
): PendingTime | undefined => {
  if (!pending || !added || added.ms === 0) return undefined;
  const isSame = pending.view === added.view && pending.tab === added.tab && pending.slot === added.slot;
  if (!isSame) return undefined;
  return { ...added, ms: pending.ms + added.ms, visits: pending.visits + added.visits };
};
