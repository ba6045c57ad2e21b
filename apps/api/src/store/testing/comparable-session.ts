import type { ListedSession } from '../ports/session-store.js';
import { compareCodePoints } from '../model/code-point-order.js';

/** Returns the session with its totals sorted, because stores return them in no order. */
export const comparable = (session: ListedSession): ListedSession => ({
  ...session,
  totals: session.totals.toSorted((a, b) => compareCodePoints(JSON.stringify(a), JSON.stringify(b))),
});
