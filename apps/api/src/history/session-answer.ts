import {
  type ActiveWindow,
  isInWindow,
  type SessionAnswer,
  showsView,
  type Stretch,
  type StretchAnswer,
  toSeconds,
  toTabDuration,
  viewMs,
} from '@dwell/shared';
import { beakerIdOf } from '../store/model/session-key.js';
import type { ListedSession } from '../store/ports/session-store.js';

/**
 * Converts a session to its wire form. `activeWindow` is that of SessionQuery. With a `view`, adds the figures about
 * this view.
 */
export const toSessionAnswer = (
  { id, key, superseded, state, totals }: ListedSession,
  activeWindow: ActiveWindow,
  view?: string,
): SessionAnswer => {
  const active = !superseded && isInWindow(state.lastPing, activeWindow);
  return {
    _id: id,
    id_beaker_session: beakerIdOf(key),
    username: key.username,
    start: toSeconds(state.start),
    last_ping: toSeconds(state.lastPing),
    last_visible_ping: toSeconds(state.lastVisiblePing),
    last_visible_path: [...state.lastVisiblePath] as SessionAnswer['last_visible_path'],
    visible_duration: toSeconds(state.visibleMs),
    tab_duration: toTabDuration(totals),
    active,
    ...(view === undefined
      ? {}
      : {
          view_duration: toSeconds(viewMs(totals, view)),
          here_now: active && showsView(state, view, activeWindow),
        }),
  };
};

export const toStretchAnswer = ({ from, to, state, path }: Stretch): StretchAnswer => ({
  from: toSeconds(from),
  to: toSeconds(to),
  state,
  ...(path ? { path } : {}),
});
