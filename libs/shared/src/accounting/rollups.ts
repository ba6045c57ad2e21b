import { SLOT_SECONDS } from '../contract/limits.js';
import { type Path, pathKey } from '../contract/path.js';
import type { Credit } from './fold.js';

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

/** Splits credits at the edges of slots and adds up what falls together; a visit counts where its credit begins. */
export const rollUp = (credits: readonly Credit[]): RollupDelta[] => {
  const deltas = new Map<string, RollupDelta>();
  for (const { from, to, path, visit } of credits) {
    for (let at = from; at < to; at = slotOf(at) + SLOT_MS) {
      const slot = slotOf(at);
      const key = `${slot}\0${pathKey(path)}`;
      const sum = deltas.get(key);
      deltas.set(key, {
        slot,
        path,
        ms: (sum?.ms ?? 0) + Math.min(to, slot + SLOT_MS) - at,
        visits: (sum?.visits ?? 0) + (visit && at === from ? 1 : 0),
      });
    }
  }
  return [...deltas.values()];
};
