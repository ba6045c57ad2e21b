import { SLOT_MS } from '@dwell/shared';
import type { Columns, PackKind } from './columns.js';
import { PART_MS } from './parts.js';
import type { PathIndex } from './path-index.js';

/** The time and the visits of one index. What an index stands for depends on who sums; see {@link addRows}. */
export interface IndexSum {
  readonly index: number;
  readonly ms: number;
  readonly visits: number;
}

/** Sums by index, in the order of the indexes, as arrays of numbers. */
export interface SumColumns {
  readonly indexes: Uint32Array;
  readonly ms: Float64Array;
  readonly visits: Float64Array;
}

/** A map is used instead of arrays if an index can be this large or larger. */
const MOST_IN_ARRAYS = 2_000_000;

/** Greater than each result of bucketOfLength: a visit of 10,000 years is in bucket 334. */
export const LENGTH_BUCKETS = 400;

/** The length of an hour, in milliseconds and in slots, and the number of hours in a part of time. */
export const HOUR_MS = 60 * 60_000;
export const SLOTS_PER_HOUR = HOUR_MS / SLOT_MS;
export const HOURS_IN_PART = PART_MS / HOUR_MS;

const SLOTS_IN_PART = PART_MS / SLOT_MS;

/** Sums by index. If the indexes can be large, most of them have no sum: then a map takes less memory than arrays. */
export class IndexSums {
  /**
   * For each index two numbers, the time and the visits. They are next to each other because the indexes come in no
   * order: so the processor loads one line of memory for both.
   */
  private sums = new Float64Array(0);
  private map: Map<number, { ms: number; visits: number }> | undefined;

  /** Makes room for indexes below `size`. */
  reach(size: number): void {
    if (2 * size <= this.sums.length || this.map) return;
    const before = this.sums;
    if (size > MOST_IN_ARRAYS) {
      this.map = new Map();
      this.sums = new Float64Array(0);
      for (let at = 0; at < before.length; at += 2) {
        const [ms = 0, visits = 0] = [before[at], before[at + 1]];
        if (ms !== 0 || visits !== 0) this.map.set(at / 2, { ms, visits });
      }
    } else {
      this.sums = new Float64Array(2 * size);
      this.sums.set(before);
    }
  }

  /** Adds to the sum of an index, which must be below a size that was given to {@link reach}. */
  add(index: number, ms: number, visits: number): void {
    if (this.map) {
      const sum = this.map.get(index);
      if (sum) {
        sum.ms += ms;
        sum.visits += visits;
      } else {
        this.map.set(index, { ms, visits });
      }
      return;
    }
    const { sums } = this;
    const at = 2 * index;
    sums[at] = (sums[at] ?? 0) + ms;
    sums[at + 1] = (sums[at + 1] ?? 0) + visits;
  }

  /** Adds sums, or subtracts them with the sign -1. */
  addAll({ indexes, ms, visits }: SumColumns, sign: 1 | -1 = 1): void {
    if (indexes.length === 0) return;
    this.reach((indexes.at(-1) ?? 0) + 1);
    for (let i = 0; i < indexes.length; i++) {
      this.add(indexes[i] ?? 0, sign * (ms[i] ?? 0), sign * (visits[i] ?? 0));
    }
  }

  /** Returns the sums that have time or visits. */
  columns(): SumColumns {
    if (this.map) {
      const sums = [...this.map].filter(([, { ms, visits }]) => ms !== 0 || visits !== 0);
      sums.sort(([a], [b]) => a - b);
      return {
        indexes: Uint32Array.from(sums, ([index]) => index),
        ms: Float64Array.from(sums, ([, { ms }]) => ms),
        visits: Float64Array.from(sums, ([, { visits }]) => visits),
      };
    }
    const { sums } = this;
    let count = 0;
    for (let at = 0; at < sums.length; at += 2) if (sums[at] !== 0 || sums[at + 1] !== 0) count++;
    const [indexes, ms, visits] = [new Uint32Array(count), new Float64Array(count), new Float64Array(count)];
    let row = 0;
    for (let at = 0; at < sums.length; at += 2) {
      if (sums[at] === 0 && sums[at + 1] === 0) continue;
      indexes[row] = at / 2;
      ms[row] = sums[at] ?? 0;
      visits[row++] = sums[at + 1] ?? 0;
    }
    return { indexes, ms, visits };
  }

  /** Returns the sums that have time. */
  entries(): IndexSum[] {
    const { indexes, ms, visits } = this.columns();
    const entries: IndexSum[] = [];
    for (let i = 0; i < indexes.length; i++) {
      if (ms[i] === 0) continue;
      entries.push({ index: indexes[i] ?? 0, ms: ms[i] ?? 0, visits: visits[i] ?? 0 });
    }
    return entries;
  }
}

/** What the rows of one sum have in common; `length` is the bucket of a visit's length. See {@link addRows}. */
export type SummedBy = 'path' | 'slot' | 'length' | 'path and length' | 'view and hour';

/** For each way to sum rows: the kind of packs that have these rows. */
export const SUMMED_ROWS = {
  path: 'timeSums',
  slot: 'slotSums',
  length: 'lengthSums',
  'path and length': 'visits',
  'view and hour': 'times',
} as const satisfies Record<SummedBy, PackKind>;

/**
 * Adds rows of one part of time to sums. Depending on `by`, the index of a sum is the path's id, the slot's number
 * within the part, the bucket of lengths, path × {@link LENGTH_BUCKETS} + bucket, or view number ×
 * {@link HOURS_IN_PART} + hour.
 */
export const addRows = (sums: IndexSums, by: SummedBy, columns: Columns, paths: PathIndex): void => {
  const { ms, slots, visits, extras } = columns;
  const count = slots.length;
  switch (by) {
    case 'path':
      sums.reach(paths.size);
      for (let i = 0; i < count; i++) sums.add(columns.paths[i] ?? 0, ms[i] ?? 0, visits[i] ?? 0);
      break;
    case 'slot':
      sums.reach(SLOTS_IN_PART);
      for (let i = 0; i < count; i++) sums.add(slots[i] ?? 0, ms[i] ?? 0, visits[i] ?? 0);
      break;
    case 'length':
      sums.reach(LENGTH_BUCKETS);
      for (let i = 0; i < count; i++) sums.add(extras?.[i] ?? 0, ms[i] ?? 0, visits[i] ?? 0);
      break;
    case 'path and length':
      sums.reach(paths.size * LENGTH_BUCKETS);
      for (let i = 0; i < count; i++) {
        sums.add((columns.paths[i] ?? 0) * LENGTH_BUCKETS + (extras?.[i] ?? 0), ms[i] ?? 0, visits[i] ?? 0);
      }
      break;
    case 'view and hour': {
      const { viewNumbers } = paths;
      sums.reach(paths.viewNames.length * HOURS_IN_PART);
      for (let i = 0; i < count; i++) {
        const hour = Math.floor((slots[i] ?? 0) / SLOTS_PER_HOUR);
        const view = viewNumbers[columns.paths[i] ?? 0] ?? 0;
        sums.add(view * HOURS_IN_PART + hour, ms[i] ?? 0, visits[i] ?? 0);
      }
      break;
    }
  }
};
