import type { Path } from '../contract/values.js';
import type { Interval } from './intervals.js';
import type { Visit } from './visit.js';

/** A page, which is one document that a browser has loaded, as its last ping reported it. */
export interface PageState {
  readonly id: string;
  /** When the page's last ping arrived, in epoch milliseconds. */
  readonly at: number;
  readonly visible: boolean;
  readonly path: Path;
  /**
   * Since when the page's pings have shown this path in this visibility, in epoch milliseconds. Undefined if an older
   * version stored the page.
   */
  readonly since?: number;
  /** The view under which the session lists the time of a visible page; undefined: the path's view. */
  readonly listedView?: string;
  /** The path of the page's last credit, if it had one. A credit on another path begins a visit. */
  readonly creditedPath?: Path;
  /**
   * The page's visit that goes on. undefined before the page's first credit, and if the visit began under a version
   * that did not measure visits.
   */
  readonly visit?: Visit;
}

/** What the accounting remembers of a session from one ping to the next. Times in epoch milliseconds. */
export interface SessionState {
  readonly start: number;
  readonly lastPing: number;
  readonly lastVisiblePing: number;
  /** Empty until a ping says that a page is or was visible. */
  readonly lastVisiblePath: Path | readonly [];
  readonly visibleMs: number;
  /** The path of the last credit from a ping without page_id, if there was one. */
  readonly creditedPath?: Path;
  /**
   * The visit that goes on by pings without page_id. undefined before the first credit from such a ping, and if the
   * visit began under a version that did not measure visits.
   */
  readonly visit?: Visit;
  /**
   * If the last ping was a visible keepalive without page_id: the view that it showed, under the name by which the
   * session lists it.
   */
  readonly shownView?: string;
  /**
   * Since when the time of the shown view and tab counts without a break. Undefined if no view is shown, and if an
   * older version stored the state.
   */
  readonly shownSince?: number;
  /** The pages that the session remembers, in the order of their last pings, the newest at the end. */
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
 * hand, up to this much time is lost when a clock is set back. So the tolerance is less than a usual keepalive
 * interval.
 */
export const CLOCK_TOLERANCE_MS = 30_000;

/** A session is active if its last ping lies in (after, until]; both in epoch milliseconds. */
export interface ActiveWindow {
  readonly after: number;
  readonly until: number;
}

/** Returns the window in which the last pings of all sessions lie that are active at `now`. */
export const activeWindowAt = (now: number, aliveMs: number): ActiveWindow => ({
  after: now - aliveMs,
  until: now + CLOCK_TOLERANCE_MS,
});

/** Returns whether a last ping lies in the window. */
export const isInWindow = (lastPing: number, { after, until }: ActiveWindow): boolean =>
  lastPing > after && lastPing <= until;

/**
 * Returns whether a session is active at `now`, as its last ping says. From exactly `aliveMs` after its last ping on,
 * it is not active any more. It is not active either if its last ping {@link isAhead}.
 */
export const isActive = (lastPing: number, now: number, aliveMs: number): boolean =>
  isInWindow(lastPing, activeWindowAt(now, aliveMs));

/**
 * Returns whether a last ping is more than {@link CLOCK_TOLERANCE_MS} ahead of the clock: the clock was ahead when the
 * ping came, and has been set back since.
 */
export const isAhead = (lastPing: number, now: number): boolean => lastPing > now + CLOCK_TOLERANCE_MS;

/** A view and tab on which a session is. */
export interface Place {
  readonly view: string;
  readonly tab?: string;
  readonly visible: boolean;
  /** Since when the session has been on this view and tab with this visibility, in epoch milliseconds. */
  readonly since: number;
}

/** The part of a session's state that tells where the session is. */
export type PlaceState = Pick<
  SessionState,
  'pages' | 'shownView' | 'shownSince' | 'lastVisiblePath' | 'lastVisiblePing'
>;

/**
 * Returns where an active session is: for each page the view and tab that it shows, or that it showed before it was
 * hidden. Without page_id, the session's last ping decides. A page counts until it has been silent for the alive
 * duration. Each view and tab comes at most once visible and once hidden. The list is empty if the session has only
 * been started, or if its pings had no page_id and were all hidden.
 */
export const placesOf = (state: PlaceState, window: ActiveWindow): Place[] => {
  const { pages, lastVisiblePath, lastVisiblePing } = state;
  const places = [...pages.filter(({ at }) => at > window.after).map(placeOfPage), ...shownPlace(state)];
  if (places.length > 0) return places.length > 1 ? uniquePlaces(places) : places;
  const [view, tab] = lastVisiblePath;
  return view === undefined ? [] : [{ view, tab, visible: false, since: lastVisiblePing }];
};

/**
 * Returns whether an active session is here now on `view`: one of its pages shows this view at this moment. Without
 * page_id, its last ping decides.
 */
export const showsView = (
  { pages, shownView }: Pick<SessionState, 'pages' | 'shownView'>,
  view: string,
  { after }: ActiveWindow,
): boolean =>
  shownView === view || pages.some((page) => page.visible && page.at > after && viewOfPage(page) === view);

/** Returns the views for which {@link showsView} holds. */
export const viewsShown = (
  { pages, shownView }: Pick<SessionState, 'pages' | 'shownView'>,
  { after }: ActiveWindow,
): Set<string> => {
  const views = pages.filter(({ visible, at }) => visible && at > after).map(viewOfPage);
  return new Set(shownView === undefined ? views : [...views, shownView]);
};

const viewOfPage = ({ path, listedView }: PageState): string => listedView ?? path[0];

const placeOfPage = (page: PageState): Place => {
  const { at, visible, since = at, path } = page;
  const view = viewOfPage(page);
  return { view, tab: view === path[0] ? path[1] : undefined, visible, since };
};

/** Returns the place that the last ping showed, if the ping was a visible keepalive without page_id. */
const shownPlace = ({
  shownView,
  lastVisiblePing,
  shownSince = lastVisiblePing,
  lastVisiblePath: [view, tab],
}: PlaceState): Place[] =>
  shownView === undefined
    ? []
    : [{ view: shownView, tab: view === shownView ? tab : undefined, visible: true, since: shownSince }];

/** Joins the places that differ only in `since`. Keeps the earliest `since` of them. */
const uniquePlaces = (places: readonly Place[]): Place[] => {
  const unique = new Map<string, Place>();
  for (const place of places) {
    const key = JSON.stringify([place.view, place.tab, place.visible]);
    const known = unique.get(key);
    if (!known || place.since < known.since) unique.set(key, place);
  }
  return [...unique.values()];
};
