import type { ViewTotal } from '../store/ports/session-store.js';

/** A sum of time (`ms`) and of visits. Its key says what it is the sum of, for example one path. */
type Sum = Pick<ViewTotal, 'ms' | 'visits'>;

/**
 * Returns each sum of `ours` minus the sum of `theirs` with the same key, if there is one. Leaves out sums that are
 * equal in both.
 */
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

/** Returns whether a sum of `theirs` is greater than the sum of `ours` with the same key, or `ours` lacks its key. */
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
