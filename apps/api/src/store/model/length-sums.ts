import type { LengthSum } from '../ports/session-store.js';
import { addTo } from './sums.js';

/** Returns one sum for each bucket of lengths that has visits. */
export const sumByLength = (lengths: Iterable<LengthSum>): LengthSum[] => {
  const sums = new Map<number, LengthSum>();
  for (const { lengthBucket, visits, ms } of lengths) addTo(sums, lengthBucket, { lengthBucket, visits, ms });
  return [...sums.values()].filter(({ visits }) => visits > 0);
};
