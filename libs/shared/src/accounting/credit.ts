import { type Path, SLOT_SECONDS } from '../contract/values.js';
import type { Interval } from './intervals.js';

/** The time that one ping adds to a session, all of it on one path. */
export interface Credit {
  readonly path: Path;
  /** Disjoint, in order. An empty list adds no time, but the session lists the path from now on. */
  readonly spans: readonly Interval[];
  /** Whether a visit begins with the first span. */
  readonly beginsVisit: boolean;
}

/** Length of the shortest slots of the rollups, in milliseconds. */
export const SLOT_MS = SLOT_SECONDS * 1000;

/** Returns the start of the slot of {@link SLOT_MS} that contains `time`, both in epoch milliseconds. */
export const slotOf = (time: number): number => time - (time % SLOT_MS);

/** The time and visits that a credit adds to one path in one slot. */
export interface RollupDelta {
  /** The slot's start, in epoch milliseconds. */
  readonly slot: number;
  readonly path: Path;
  readonly ms: number;
  readonly visits: number;
}

/** Splits a credit into one delta for each slot that it touches, in order. The first counts a visit if one begins. */
export const rollUp = ({ path, spans, beginsVisit }: Credit): RollupDelta[] => {
  const deltas: RollupDelta[] = [];
  for (const { from, to } of spans) {
    for (let at = from; at < to; at = slotOf(at) + SLOT_MS) {
      const slot = slotOf(at);
      const ms = Math.min(to, slot + SLOT_MS) - at;
      const last = deltas.at(-1);
      if (last?.slot === slot) deltas[deltas.length - 1] = { ...last, ms: last.ms + ms };
      else deltas.push({ slot, path, ms, visits: beginsVisit && deltas.length === 0 ? 1 : 0 });
    }
  }
  return deltas;
};
