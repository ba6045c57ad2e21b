import { SLOT_MS } from '@dwell/shared';
import { bucketFinder } from '../../model/buckets.js';
import type { SlotWindow } from '../../ports/session-store.js';
import { HOUR_MS, HOURS_IN_PART, type IndexSum, IndexSums, SLOTS_PER_HOUR } from './index-sums.js';
import type { Batch } from './pack-reader.js';
import type { PieceSums } from './part-sums.js';

/**
 * Sums up time and visits by bucket or, with several views, by bucket and view. The index of a sum is bucket × views +
 * view number. Needs at least one bucket.
 */
export class BucketSums {
  private readonly sums = new IndexSums();
  /** The number of the bucket that each slot of the window is in; -1 if it is in no bucket. */
  private readonly bucketOf: Int32Array;

  /**
   * @param window contains all time and visits of the buckets
   * @param views the number of views; 1 if time and visits are not summed by view
   */
  constructor(
    private readonly buckets: readonly SlotWindow[],
    readonly window: SlotWindow,
    private readonly views: number,
  ) {
    const { from, to } = window;
    const bucketAt = bucketFinder(buckets);
    this.bucketOf = Int32Array.from(
      { length: (to - from) / SLOT_MS },
      (_, slot) => bucketAt(from + slot * SLOT_MS) ?? -1,
    );
    this.sums.reach(buckets.length * views);
  }

  /** Whether each bucket begins and ends at a full hour, or not inside the window. Then sums by hour can be used. */
  get areInHours(): boolean {
    const { from, to } = this.window;
    const isOnEdge = (time: number): boolean => time % HOUR_MS === 0 || time <= from || time >= to;
    return this.buckets.every((bucket) => isOnEdge(bucket.from) && isOnEdge(bucket.to));
  }

  /** Adds time and visits of the view with the number `view`, in a slot or an hour that begins at `at`, in epoch ms. */
  add(at: number, view: number, ms: number, visits: number): void {
    const bucket = this.bucketOf[(at - this.window.from) / SLOT_MS] ?? -1;
    if (bucket >= 0) this.sums.add(bucket * this.views + view, ms, visits);
  }

  /** Adds sums by slot, or by view and hour; subtracts them with the sign -1. */
  addPiece({ start, sums }: PieceSums, by: 'slot' | 'view and hour', sign: 1 | -1): void {
    const { indexes, ms, visits } = sums;
    const offset = (start - this.window.from) / SLOT_MS;
    const isByHour = by === 'view and hour';
    for (let i = 0; i < indexes.length; i++) {
      const index = indexes[i] ?? 0;
      const slot = isByHour ? (index % HOURS_IN_PART) * SLOTS_PER_HOUR : index;
      const view = isByHour ? Math.floor(index / HOURS_IN_PART) : 0;
      // The window may begin in the middle of an hour. The sum of that hour has only time since the window's start.
      const bucket = this.bucketOf[Math.max(0, slot + offset)] ?? -1;
      if (bucket >= 0)
        this.sums.add(bucket * this.views + view, sign * (ms[i] ?? 0), sign * (visits[i] ?? 0));
    }
  }

  /** Adds rows of packs. `viewOf` has a view's number for each path, negative for a path that does not count. */
  addRows({ columns, start }: Batch, viewOf: Int32Array, sign: 1 | -1): void {
    const { paths, ms, slots, visits } = columns;
    const offset = (start - this.window.from) / SLOT_MS;
    for (let i = 0; i < paths.length; i++) {
      const view = viewOf[paths[i] ?? 0] ?? -1;
      const bucket = this.bucketOf[(slots[i] ?? 0) + offset] ?? -1;
      if (view < 0 || bucket < 0) continue;
      this.sums.add(bucket * this.views + view, sign * (ms[i] ?? 0), sign * (visits[i] ?? 0));
    }
  }

  /** Returns the sums that have time. */
  entries(): IndexSum[] {
    return this.sums.entries();
  }
}
