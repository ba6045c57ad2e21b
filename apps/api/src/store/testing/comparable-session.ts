import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import type { ListedSession } from '../ports/session-store.js';
import { compareCodePoints } from '../model/code-point-order.js';

/** Returns the session with its totals sorted, because stores return them in no order. */
export const comparable = (session: ListedSession): ListedSession => ({
  ...session,
  totals: session.totals.toSorted((a, b) => compareCodePoints(JSON.stringify(a), JSON.stringify(b))),
});

/**
 * Expects equal sessions in the same order. Lets Node compare them, which takes a tenth of the time that Jest takes for
 * thousands of sessions. If they differ, lets Jest show how.
 */
export const expectSameSessions = (
  found: readonly ListedSession[],
  expected: readonly ListedSession[],
): void => {
  const [one, other] = [found.map(comparable), expected.map(comparable)];
  if (!isDeepStrictEqual(one, other, { skipPrototype: true })) expect(one).toEqual(other);
};
