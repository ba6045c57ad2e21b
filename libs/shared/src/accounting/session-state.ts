import type { Path } from '../contract/values.js';
import type { Interval } from './intervals.js';

/** A page, which is one document that a browser has loaded, as its last ping reported it. */
export interface PageState {
  readonly id: string;
  /** When its last ping arrived, in epoch milliseconds. */
  readonly at: number;
  readonly visible: boolean;
  readonly path: Path;
  /** The view under which the session lists the time of a visible page; undefined: the path's view. */
  readonly listedView?: string;
  /** The path of its last credit, if it had one. A credit on another path begins a visit. */
  readonly creditedPath?: Path;
}

/** What the accounting remembers of a session from one ping to the next. Times in epoch milliseconds. */
export interface SessionState {
  readonly start: number;
  readonly lastPing: number;
  readonly lastVisiblePing: number;
  /** Empty before the first visible ping. */
  readonly lastVisiblePath: Path | readonly [];
  readonly visibleMs: number;
  /** The path of the last credit from a ping without page_id, if there was one. */
  readonly creditedPath?: Path;
  /** The view that the last ping showed, as the session lists it, if it was a visible keepalive without page_id. */
  readonly shownView?: string;
  /** In order of their last pings, the newest at the end. */
  readonly pages: readonly PageState[];
  /** The union of credited intervals back to the oldest page's `at`, sorted: this time must not count again. */
  readonly covered: readonly Interval[];
}

/** The settings that decide how pings count. */
export interface AccountingRules {
  /** A session ends when it has been silent for this long, in milliseconds. */
  readonly aliveMs: number;
  /** The interval at which the server asks clients for keepalives, in milliseconds. */
  readonly keepaliveIntervalMs: number;
}

/** Returns the state of a session that starts now. */
export const startSession = (now: number): SessionState => ({
  start: now,
  lastPing: now,
  lastVisiblePing: now,
  lastVisiblePath: [],
  visibleMs: 0,
  pages: [],
  covered: [],
});

/**
 * How far a session's last ping may lie ahead of the clock while the session stays active, in milliseconds. The clocks
 * of several servers differ, and a time service sets a clock back by seconds: a session must survive both. On the other
 * hand, up to this much time is lost when a clock is set back. So it is less than a usual keepalive interval.
 */
export const CLOCK_TOLERANCE_MS = 30_000;

/** A session is active if its last ping lies in (after, until]; both in epoch milliseconds. */
export interface ActiveWindow {
  readonly after: number;
  readonly until: number;
}

/** Returns where the last pings of active sessions lie at `now`. */
export const activeWindowAt = (now: number, aliveMs: number): ActiveWindow => ({
  after: now - aliveMs,
  until: now + CLOCK_TOLERANCE_MS,
});

/** Returns whether a last ping lies in the window. */
export const isInWindow = (lastPing: number, { after, until }: ActiveWindow): boolean =>
  lastPing > after && lastPing <= until;

/**
 * Returns whether a session is active at `now`. Exactly `aliveMs` after its last ping it is not. Nor is it if its last
 * ping {@link isAhead}.
 */
export const isActive = (lastPing: number, now: number, aliveMs: number): boolean =>
  isInWindow(lastPing, activeWindowAt(now, aliveMs));

/** Returns whether a last ping is more than {@link CLOCK_TOLERANCE_MS} ahead of the clock: the clock was ahead, and is right again. */
export const isAhead = (lastPing: number, now: number): boolean => lastPing > now + CLOCK_TOLERANCE_MS;

/**
 * Returns whether an active session is here now on the view: a page of it is visible there at this moment. Without
 * page_id, the session's last ping decides. A page counts until it has been silent for the alive duration.
 */
export const showsView = (
  { pages, shownView }: Pick<SessionState, 'pages' | 'shownView'>,
  view: string,
  { after }: ActiveWindow,
): boolean =>
  shownView === view ||
  pages.some(
    ({ at, visible, path, listedView }) => visible && at > after && (listedView ?? path[0]) === view,
  );
