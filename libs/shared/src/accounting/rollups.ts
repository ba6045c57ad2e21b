import { SLOT_SECONDS } from '../contract/limits.js';
import type { Path } from '../contract/path.js';
import type { Credit } from './credit.js';

/** A rollup slot, in milliseconds. */
export const SLOT_MS = SLOT_SECONDS * 1000;

/** The slot that `time` falls in, both in epoch milliseconds. */
export const slotOf = (time: number): number => time - (time % SLOT_MS);

/** What a slot gains for one path. */
export interface RollupDelta {
  /** The slot's start, in epoch milliseconds. */
  readonly slot: number;
  readonly path: Path;
  readonly ms: number;
  readonly visits: number;
}

/** Splits a credit at the edges of slots: one delta a slot, in order; a visit counts where the credit begins. */
export const rollUp = ({ path, spans, visit }: Credit): RollupDelta[] => {
  const deltas: RollupDelta[] = [];
  for (const { from, to } of spans) {
    for (let at = from; at < to; at = slotOf(at) + SLOT_MS) {
      const slot = slotOf(at);
      const ms = Math.min(to, slot + SLOT_MS) - at;
      const last = deltas.at(-1);
      if (last?.slot === slot) deltas[deltas.length - 1] = { ...last, ms: last.ms + ms };
      else deltas.push({ slot, path, ms, visits: visit && deltas.length === 0 ? 1 : 0 });
    }
  }
  return deltas;
};
