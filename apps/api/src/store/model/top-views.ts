import { compareCodePoints } from './code-point-order.js';

/**
 * Returns by user the view with the most time; of several with equal time, the first in code-point order.
 * @param times by user and view: the time in milliseconds.
 */
export const topViews = (times: ReadonlyMap<string, ReadonlyMap<string, number>>): Map<string, string> => {
  const tops = new Map<string, string>();
  for (const [username, views] of times) {
    const [top] = [...views].sort(([a, aMs], [b, bMs]) => bMs - aMs || compareCodePoints(a, b));
    if (top) tops.set(username, top[0]);
  }
  return tops;
};
