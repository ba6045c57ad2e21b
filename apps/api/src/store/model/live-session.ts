import type { LiveSession, Session } from '../ports/session-store.js';

/** Returns the fields of a session that tell whether it is active, and where it is. */
export const toLiveSession = ({ id, key, revision, superseded, state }: Session): LiveSession => {
  const { start, lastPing, lastVisiblePing, lastVisiblePath, pages, shownView, shownSince } = state;
  return {
    id,
    key,
    revision,
    superseded,
    state: { start, lastPing, lastVisiblePing, lastVisiblePath, pages, shownView, shownSince },
  };
};
