import {
  type ActiveWindow,
  CLOCK_TOLERANCE_MS,
  isInWindow,
  type LiveSessionAnswer,
  placesOf,
  toSeconds,
} from '@dwell/shared';
import { beakerIdOf } from '../store/model/session-key.js';
import type { LiveSession } from '../store/ports/session-store.js';

/** An active session as listeners see it. */
export interface Entry {
  readonly id: string;
  readonly username: string;
  /** The views of the session that are visible now. */
  readonly views: readonly string[];
  /**
   * The session's JSON without the last ping, which {@link jsonOf} adds. It is serialised once, whatever the number of
   * listeners.
   */
  readonly json: string;
  readonly lastPing: number;
}

/** Returns a session as listeners see it; undefined if it is not active. */
export const entryOf = (
  { id, key, superseded, state }: LiveSession,
  window: ActiveWindow,
): Entry | undefined => {
  if (superseded || !isInWindow(state.lastPing, window)) return undefined;
  const places = placesOf(state, window);
  const answer: Omit<LiveSessionAnswer, 'last_ping'> = {
    _id: id,
    id_beaker_session: beakerIdOf(key),
    username: key.username,
    start: toSeconds(state.start),
    places: places.map(({ view, tab = null, visible, since }) => ({
      view,
      tab,
      visible,
      since: toSeconds(since),
    })),
  };
  return {
    id,
    username: key.username,
    views: places.filter(({ visible }) => visible).map(({ view }) => view),
    json: JSON.stringify(answer).slice(0, -1),
    lastPing: state.lastPing,
  };
};

/** Returns the session as JSON. */
export const jsonOf = ({ json, lastPing }: Entry): string => `${json},"last_ping":${toSeconds(lastPing)}}`;

/**
 * Returns the first instant after `now` at which the session's entry changes without a ping: the session or one of its
 * pages has then been silent for the alive duration, or a last ping that lay too far in the future no longer does.
 * Returns Infinity if there is no such instant.
 */
export const nextChangeOf = (
  { superseded, state: { lastPing, pages } }: LiveSession,
  now: number,
  aliveMs: number,
): number => {
  if (superseded) return Infinity;
  const instants = [
    lastPing - CLOCK_TOLERANCE_MS,
    lastPing + aliveMs,
    ...pages.map(({ at }) => at + aliveMs),
  ];
  return Math.min(...instants.filter((instant) => instant > now), Infinity);
};
