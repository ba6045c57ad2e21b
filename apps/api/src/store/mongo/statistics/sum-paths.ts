import type { ViewTotal } from '../../ports/session-store.js';
import type { PathTime } from '../schema/rollups.js';

/** Adds up what is of the same path; in the order in which each path came first. */
export const sumPaths = (times: Iterable<PathTime>): ViewTotal[] => {
  const sums = new Map<string, ViewTotal>();
  for (const { view, tab, ms, visits } of times) {
    const key = JSON.stringify([view, tab]);
    const sum = sums.get(key);
    sums.set(key, { view, tab, ms: ms + (sum?.ms ?? 0), visits: visits + (sum?.visits ?? 0) });
  }
  return [...sums.values()];
};
