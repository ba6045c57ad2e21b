import type { SlotWindow } from '../ports/session-store.js';
import { countWhile } from './count-while.js';

/**
 * Returns a function that finds the bucket of a slot and returns the bucket's index in the list; undefined if no bucket
 * contains the slot.
 */
export const bucketFinder = (buckets: readonly SlotWindow[]): ((slot: number) => number | undefined) => {
  const sorted = buckets.map((window, bucket) => ({ ...window, bucket })).sort((a, b) => a.from - b.from);
  return (slot) => {
    const candidate = sorted[countWhile(sorted.length, (index) => (sorted[index]?.from ?? 0) <= slot) - 1];
    return candidate && slot < candidate.to ? candidate.bucket : undefined;
  };
};

/** Returns the shortest window that contains all buckets. There must be at least one. */
export const spanOf = (buckets: readonly SlotWindow[]): SlotWindow => {
  let [from, to] = [Infinity, -Infinity];
  // A loop, because a call of Math.min cannot have an argument for each of a million buckets.
  for (const bucket of buckets) {
    from = Math.min(from, bucket.from);
    to = Math.max(to, bucket.to);
  }
  return { from, to };
};
