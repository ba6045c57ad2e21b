import type { ListedSession } from '../ports/session-store.js';
import { compareCodePoints } from '../model/code-point-order.js';

/** Sorts a listed session's totals, which stores return in no order. */
export const comparable = (session: ListedSession): ListedSession => ({
  ...session,
  totals: session.totals.toSorted((a, b) => compareCodePoints(JSON.stringify(a), JSON.stringify(b))),
});
