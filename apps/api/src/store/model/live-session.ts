import type { LiveSession, Session } from '../ports/session-store.js';

/** Returns what a live picture needs of a session. */
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
