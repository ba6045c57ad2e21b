import { SLOT_MS } from '@dwell/shared';
import type { SlotWindow } from '../ports/session-store.js';

/**
 * The lengths of the slots that view_time sums up, shortest first, in milliseconds; each divides the
 * next. Long windows read the longer slots, and the shorter ones only at their edges: a day of any time
 * zone is a dozen slots and not 96.
 */
export const GRAINS: readonly number[] = [SLOT_MS, 4 * SLOT_MS, 24 * SLOT_MS];

/** A part of a window that is made of whole slots of one grain. */
export interface Piece extends SlotWindow {
  readonly grain: number;
}

/** The fewest slots that make up the window. */
export const piecesOf = ({ from, to }: SlotWindow, grains: readonly number[] = GRAINS): Piece[] => {
  const grain = grains.at(-1);
  if (grain === undefined || from >= to) return [];
  const shorter = grains.slice(0, -1);
  const first = Math.ceil(from / grain) * grain;
  const last = Math.floor(to / grain) * grain;
  if (first >= last) return piecesOf({ from, to }, shorter);
  return [
    ...piecesOf({ from, to: first }, shorter),
    { grain, from: first, to: last },
    ...piecesOf({ from: last, to }, shorter),
  ];
};
