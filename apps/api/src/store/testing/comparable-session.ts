import type { ListedSession } from '../ports/session-store.js';
import { compareCodePoints } from '../model/code-points.js';

/** What a session is listed with; its totals come in no order. */
export const comparable = (session: ListedSession): ListedSession => ({
  ...session,
  totals: session.totals.toSorted((a, b) => compareCodePoints(JSON.stringify(a), JSON.stringify(b))),
});
