import { type ActiveWindow, type SessionState, viewsShown } from '@dwell/shared';
import type { ViewSessions } from '../ports/session-store.js';

/** Counts the active sessions that are here now: on `view` if it is given, else on each view. */
export const countHereNow = (
  active: Iterable<Pick<SessionState, 'pages' | 'shownView'>>,
  activeWindow: ActiveWindow,
  view: string | undefined,
): ViewSessions[] => {
  const counts = new Map<string, number>();
  for (const session of active) {
    for (const shown of viewsShown(session, activeWindow)) {
      if (view === undefined || shown === view) counts.set(shown, (counts.get(shown) ?? 0) + 1);
    }
  }
  return Array.from(counts, ([view, sessions]) => ({ view, sessions }));
};
