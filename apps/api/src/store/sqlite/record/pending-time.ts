import type { RollupTuple, TotalTuple } from './encode-session.js';

/**
 * A session that stays on one path within one slot. The first ping of a stay writes the session's total
 * of the path and the user's time in the slot to their tables; what further pings add is kept in the
 * session's own row, which they change anyway, and written to those tables when the stay ends. So most
 * pings write one row, those rows exist all the same, and only their sums wait for the stay's.
 */
export interface Stay {
  readonly view: string;
  readonly tab: string;
  readonly slot: number;
  /** The session's total of the path, in place of the one in session_tab. */
  readonly totalMs: number;
  /** What is still missing in user_time. */
  readonly ms: number;
  readonly visits: number;
}

/** What one ping brings, where it is time on one path in one slot; else undefined. */
export const stayOf = (totals: readonly TotalTuple[], rollups: readonly RollupTuple[]): Stay | undefined => {
  const [total, ...moreTotals] = totals;
  const [rollup, ...moreRollups] = rollups;
  if (!total || !rollup || moreTotals.length > 0 || moreRollups.length > 0) return undefined;
  const [view, tab, totalMs] = total;
  const [slot, rollupView, rollupTab, ms, visits] = rollup;
  return view === rollupView && tab === rollupTab ? { view, tab, slot, totalMs, ms, visits } : undefined;
};

/** The stay with what a ping brings; undefined where that is not more time of the same stay. */
export const continueStay = (stay: Stay | undefined, brought: Stay | undefined): Stay | undefined => {
  if (!stay || !brought || brought.ms === 0) return undefined;
  const isSame = stay.view === brought.view && stay.tab === brought.tab && stay.slot === brought.slot;
  return isSame ? { ...brought, ms: stay.ms + brought.ms, visits: stay.visits + brought.visits } : undefined;
};
