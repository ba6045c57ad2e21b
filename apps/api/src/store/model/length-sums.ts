import type { LengthSum } from '../ports/session-store.js';

/** Returns one sum for each bucket of lengths that has visits. */
export const sumByLength = (lengths: Iterable<LengthSum>): LengthSum[] => {
  const sums = new Map<number, { lengthBucket: number; visits: number; ms: number }>();
  for (const { lengthBucket, visits, ms } of lengths) {
    const sum = sums.get(lengthBucket) ?? { lengthBucket, visits: 0, ms: 0 };
    sum.visits += visits;
    sum.ms += ms;
    sums.set(lengthBucket, sum);
  }
  return [...sums.values()].filter(({ visits }) => visits > 0);
};
