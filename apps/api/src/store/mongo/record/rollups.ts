import { type RollupDelta, SLOT_MS, type SessionState } from '@dwell/shared';
import type { TimeRecord } from '../schema/sessions.js';

/** Adds what a batch brought to a session's time. */
export const addRollups = (
  time: readonly TimeRecord[],
  rollups: readonly RollupDelta[],
): readonly TimeRecord[] => {
  if (rollups.length === 0) return time;
  const sums = [...time];
  for (const { slot, path, ms, visits } of rollups) {
    const [view, tab] = path;
    const index = sums.findIndex((each) => each.slot === slot && each.view === view && each.tab === tab);
    const sum = sums[index];
    if (sum) sums[index] = { ...sum, ms: sum.ms + ms, visits: sum.visits + visits };
    else sums.push({ slot, view, ...(tab === undefined ? {} : { tab }), ms, visits });
  }
  return sums;
};

/**
 * Whether a session's time in the slot can't grow any more: a ping is credited from the session's last ping on, or from
 * that of a visible page.
 */
export const isOver = (slot: number, { lastPing, pages }: SessionState, superseded: boolean): boolean =>
  superseded ||
  (slot + SLOT_MS <= lastPing && pages.every(({ visible, at }) => !visible || slot + SLOT_MS <= at));

/** The id of what one session's time in one slot came to. */
export const userTimeId = (session: string, slot: number): string => `${session}:${slot}`;
