import type { SortOrder } from '@dwell/shared';
import { compareCodePoints } from '../../model/code-point-order.js';
import { countWhile } from '../../model/count-while.js';

/** A value of a field that sessions are sorted by: seconds or a username. */
export type SortValue = number | string;

/** A range of a sort field: from <= value < below. Without one of the bounds, the range has no end on that side. */
export interface Slice {
  readonly from?: SortValue;
  readonly below?: SortValue;
}

/** Compares two values of one field as databases do. */
export const compareValues = (a: SortValue, b: SortValue): number =>
  typeof a === 'string' || typeof b === 'string' ? compareCodePoints(String(a), String(b)) : a - b;

/**
 * Divides the values of a sort field, in the given order, into slices that end at fences. The first slice has `start`
 * and ends at the next fence, and each further slice has twice as many fences as the one before. Together the slices
 * have all values from `start` on; the first slice may also have values before `start`.
 * @param fences values of the field, ascending, each once
 * @param start the value to begin with; without it, begins with the first value in this order
 */
export function* slicesOf(
  fences: readonly SortValue[],
  order: SortOrder,
  start: SortValue | undefined,
): Generator<Slice, void> {
  const passed = start === undefined ? (order === 'asc' ? 0 : fences.length) : countUpTo(fences, start);
  let end: SortValue | undefined;
  for (let read = 1, more = 1; ; more *= 2, read += more) {
    const begin = end;
    end = order === 'asc' ? fences[passed + read - 1] : fences[passed - read];
    yield order === 'asc' ? { from: begin, below: end } : { from: end, below: begin };
    if (end === undefined) return;
  }
}

/** Counts the fences that are not above the value. */
const countUpTo = (fences: readonly SortValue[], value: SortValue): number =>
  countWhile(fences.length, (index) => compareValues(fences[index] ?? value, value) <= 0);
