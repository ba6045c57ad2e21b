import type { ViewTotal } from '../store/ports/session-store.js';

/** Time and visits, summed over what has the same key. */
type Sum = Pick<ViewTotal, 'ms' | 'visits'>;

/** Returns what our sums have more than theirs. Leaves out sums that are equal. */
export const difference = <T extends Sum>(
  ours: readonly T[],
  theirs: readonly T[],
  keyOf: (sum: T) => string,
): T[] =>
  pair(ours, theirs, keyOf).flatMap(([sum, other]) =>
    sum.ms === other?.ms && sum.visits === other.visits
      ? []
      : { ...sum, ms: sum.ms - (other?.ms ?? 0), visits: sum.visits - (other?.visits ?? 0) },
  );

/** Returns whether one of their sums is greater than ours, or is one that we lack. */
export const hasGrown = <T extends Sum>(
  theirs: readonly T[],
  ours: readonly T[],
  keyOf: (sum: T) => string,
): boolean =>
  pair(theirs, ours, keyOf).some(([sum, other]) => !other || sum.ms > other.ms || sum.visits > other.visits);

/** Pairs each sum in `sums` with the sum in `others` that has the same key, if there is one. */
const pair = <T>(
  sums: readonly T[],
  others: readonly T[],
  keyOf: (sum: T) => string,
): [T, T | undefined][] => {
  const byKey = new Map(others.map((other) => [keyOf(other), other]));
  return sums.map((sum) => [sum, byKey.get(keyOf(sum))]);
};
