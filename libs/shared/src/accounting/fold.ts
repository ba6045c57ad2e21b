import type { PathTotal } from '../contract/tab-duration.js';
import { MAX_PATHS_PER_SESSION, OTHER_VIEW, type Path, pathKey, samePath } from '../contract/values.js';
import { type Credit, rollUp, type RollupDelta } from './credit.js';
import { type Interval, lengthOf, subtract, unite } from './intervals.js';
import type { AccountingRules, PageState, SessionState } from './session-state.js';
import { extendTrail, type Silence, type Stretch } from './trail.js';
import { continueVisit, type Visit } from './visit.js';

/**
 * If elapsed_ms is shorter than the gap between two pings of a page by at most this, in milliseconds, the whole gap
 * counts: the difference is taken for network jitter.
 */
export const ELAPSED_TOLERANCE_MS = 5_000;

/** Without elapsed_ms, at most this many keepalive intervals of the gap between two pings of a page count. */
export const MAX_CREDITED_INTERVALS = 2;

/** The most pages that a session remembers. With one more, it forgets the page that has been silent longest. */
export const MAX_PAGES = 16;

/**
 * The most intervals in a session's {@link SessionState.covered}. If there are more, the oldest are joined, together
 * with the time between them. That time then can't count any more, but no time counts twice.
 */
export const MAX_COVERED_INTERVALS = 64;

/** A keepalive; or a session-hide, which says that the user leaves the path. */
export interface Ping {
  readonly kind: 'keepalive' | 'session-hide';
  /** Whether the page is visible. Ignored in a session-hide. */
  readonly visible: boolean;
  readonly path: Path;
  readonly pageId?: string;
  /** How long the page was visible and awake since its last answered ping, as it measured, in whole milliseconds. */
  readonly elapsedMs?: number;
}

/** The time of one session: what pings are folded into. */
export interface SessionTime {
  readonly state: SessionState;
  /** Visible time by path; the keys are the paths' {@link pathKey}. */
  readonly totals: ReadonlyMap<string, PathTotal>;
  readonly trail: readonly Stretch[];
}

/** A session's time after one ping, and what the ping changed. */
export interface FoldedPing {
  readonly state: SessionState;
  /** The time that the ping adds, and its path. The ping adds no time if this is undefined or has no spans. */
  readonly credit: Credit | undefined;
  /** The new total of the credit's path; undefined without a credit. The totals of all other listed paths stay. */
  readonly changedTotal: PathTotal | undefined;
  /**
   * A total of 0 for the path that the ping shows, if the session has not listed that path before and the ping does not
   * credit it: the session lists the path from now on.
   */
  readonly shownTotal: PathTotal | undefined;
  readonly trail: readonly Stretch[];
  /** Stretches that begin before this instant (epoch milliseconds) did not change. undefined: none changed. */
  readonly trailChangedFrom: number | undefined;
  readonly rollups: readonly RollupDelta[];
  /** The visits that the ping ended. The state has the visits that go on; see openVisits. */
  readonly endedVisits: readonly Visit[];
}

/**
 * Folds one ping into an active session: decides how much time counts, adds the time to the path's total and draws it
 * on the trail. docs/accounting.md explains the rules. `arrivedAt` is in epoch milliseconds; if it lies before the
 * session's last ping (the clock went back), the last ping's time is used instead.
 *
 * Changes nothing in `session`. The caller puts `changedTotal` and `shownTotal` into its own map, so that a ping of a
 * session with thousands of paths costs no more than one of a session with a few.
 */
export const foldPing = (
  { state, totals, trail }: SessionTime,
  ping: Ping,
  arrivedAt: number,
  rules: AccountingRules,
): FoldedPing => {
  const now = Math.max(arrivedAt, state.lastPing);
  const {
    credit,
    silentState,
    isSeen,
    creditedPath,
    visit,
    pages,
    endedVisits,
    shownPath,
    shownView,
    shownSince,
  } =
    ping.pageId === undefined
      ? foldContractPing(state, ping, now, totals)
      : foldPagePing(state, ping, ping.pageId, now, rules, totals);
  const spans = credit?.spans ?? [];
  const creditedMs = lengthOf(spans);
  const extended = extendTrail(trail, { from: state.lastPing, to: now, state: silentState }, credit);
  return {
    state: {
      start: state.start,
      lastPing: now,
      lastVisiblePing: isSeen ? now : state.lastVisiblePing,
      lastVisiblePath: isSeen ? ping.path : state.lastVisiblePath,
      visibleMs: state.visibleMs + creditedMs,
      creditedPath,
      visit,
      shownView,
      shownSince,
      pages,
      covered: nextCovered(state.covered, spans, pages),
    },
    credit,
    changedTotal: credit && addToTotal(totals, credit.path, creditedMs),
    shownTotal: shownPath && firstTotal(shownPath, credit?.path, totals),
    trail: extended.trail,
    trailChangedFrom: extended.changedFrom,
    rollups: credit ? rollUp(credit) : [],
    endedVisits,
  };
};

/** What a ping changes, as far as it depends on whether the ping has a page_id. */
interface PingEffect extends Pick<
  SessionState,
  'creditedPath' | 'visit' | 'shownView' | 'shownSince' | 'pages'
> {
  /** The time that the ping adds, on a path that the session lists. */
  readonly credit?: Credit;
  /** The path that the ping says is visible now, as the session lists it. */
  readonly shownPath?: Path;
  readonly silentState: Silence['state'];
  /** Whether the ping shows that the user was looking at its path. */
  readonly isSeen: boolean;
  readonly endedVisits: readonly Visit[];
}

/** Without page_id, all time since the session's last ping counts for the path in this ping, or none does. */
const foldContractPing = (
  before: SessionState,
  { kind, visible, path }: Ping,
  now: number,
  totals: SessionTime['totals'],
): PingEffect => {
  const { lastPing, creditedPath, visit, pages } = before;
  if (kind === 'keepalive' && !visible) {
    return { silentState: 'hidden', isSeen: false, creditedPath, visit, pages, endedVisits: [] };
  }
  const spans = now > lastPing ? [{ from: lastPing, to: now }] : [];
  const listed = listedPath(path, totals);
  const shownView = kind === 'keepalive' ? listed[0] : undefined;
  const credit = { path: listed, spans, beginsVisit: differs(path, creditedPath) };
  return {
    credit,
    silentState: 'gap',
    isSeen: true,
    creditedPath: spans.length > 0 ? path : creditedPath,
    visit: continueVisit(visit, credit),
    endedVisits: visit && spans.length > 0 && credit.beginsVisit ? [visit] : [],
    shownView,
    shownSince: shownView === undefined ? undefined : shownSince(before, path),
    pages,
  };
};

/**
 * Returns since when the time of `path` counts without a break, if the new ping is a visible keepalive without page_id:
 * since the session's last ping, or earlier if that ping showed the same path.
 */
const shownSince = (
  { shownView, shownSince, lastVisiblePath: [view, tab], lastVisiblePing, lastPing }: SessionState,
  path: Path,
): number => {
  const goesOn = shownView !== undefined && path[0] === view && path[1] === tab;
  return goesOn ? (shownSince ?? lastVisiblePing) : lastPing;
};

/** With page_id, the time for which the page was visible counts for the path that it showed. */
const foldPagePing = (
  before: SessionState,
  ping: Ping,
  pageId: string,
  now: number,
  rules: AccountingRules,
  totals: SessionTime['totals'],
): PingEffect => {
  const known = before.pages.filter(({ at }) => at > now - rules.aliveMs);
  const page = known.find(({ id }) => id === pageId);
  const credit = page?.visible
    ? creditPage(page, countedGapMs(page, ping, now, rules), before.covered)
    : undefined;
  const listedCredit = credit && withinPathLimit(credit, totals);
  const isHide = ping.kind === 'session-hide';
  const visible = ping.visible && !isHide;
  const isSamePath = credit !== undefined && samePath(credit.path, ping.path);
  const listed = isSamePath ? listedCredit?.path : listedPath(ping.path, totals, listedCredit?.path);
  const next: PageState = {
    id: pageId,
    at: now,
    visible,
    path: ping.path,
    since: page?.visible === visible && samePath(page.path, ping.path) ? (page.since ?? page.at) : now,
    listedView: visible && listed?.[0] !== ping.path[0] ? listed?.[0] : undefined,
    creditedPath: credit ? credit.path : page?.creditedPath,
    visit: continueVisit(page?.visit, listedCredit),
  };
  const pages = [...known.filter(({ id }) => id !== pageId), next].slice(-MAX_PAGES);
  const goesOn = (each: PageState): boolean => (each === page ? !credit?.beginsVisit : pages.includes(each));
  return {
    credit: listedCredit,
    shownPath: visible ? listed : undefined,
    silentState: known.length > 0 && known.every(({ visible }) => !visible) ? 'hidden' : 'gap',
    isSeen: isHide ? page?.visible === true : ping.visible,
    creditedPath: before.creditedPath,
    visit: before.visit,
    pages,
    endedVisits: before.pages.flatMap((each) => (each.visit && !goesOn(each) ? each.visit : [])),
  };
};

/**
 * Returns how much of the gap since the page's last ping counts, in milliseconds. If the page measured its visible
 * time, that time counts, or the whole gap if the measure is longer than it, or at most {@link ELAPSED_TOLERANCE_MS}
 * shorter. Without a measure, at most {@link MAX_CREDITED_INTERVALS} keepalive intervals count.
 */
const countedGapMs = (page: PageState, { elapsedMs }: Ping, now: number, rules: AccountingRules): number => {
  const gap = now - page.at;
  if (elapsedMs === undefined) return Math.min(gap, MAX_CREDITED_INTERVALS * rules.keepaliveIntervalMs);
  return gap - elapsedMs <= ELAPSED_TOLERANCE_MS ? gap : elapsedMs;
};

/**
 * Credits a visible page with the first `ms` milliseconds after its last ping, except for time that is credited
 * already. Returns undefined if no time is left.
 */
const creditPage = (
  { at, path, creditedPath }: PageState,
  ms: number,
  covered: readonly Interval[],
): Credit | undefined => {
  const spans = subtract({ from: at, to: at + ms }, covered);
  return spans.length > 0 ? { path, spans, beginsVisit: differs(path, creditedPath) } : undefined;
};

/**
 * Returns the credited intervals that lie, at least in part, after the oldest page's last ping: a page could claim
 * their time again. Joins the oldest intervals if there are more than {@link MAX_COVERED_INTERVALS}.
 */
const nextCovered = (
  covered: readonly Interval[],
  credited: readonly Interval[],
  [oldest]: readonly PageState[],
): readonly Interval[] => {
  if (!oldest) return [];
  const all = credited.reduce(unite, covered).filter(({ to }) => to > oldest.at);
  const surplus = all.length - MAX_COVERED_INTERVALS;
  const [first] = all;
  const joined = all[surplus];
  if (surplus <= 0 || !first || !joined) return all;
  return [{ from: first.from, to: joined.to }, ...all.slice(surplus + 1)];
};

const differs = (path: Path, credited: Path | undefined): boolean => !credited || !samePath(credited, path);

/**
 * Returns the path under which the session lists the time of `path`: {@link OTHER_VIEW} if the path is new and the
 * session lists as many paths as it may. `added` is a path that the same ping adds to the totals.
 */
const listedPath = (path: Path, totals: SessionTime['totals'], added?: Path): Path => {
  if (totals.size + 1 < MAX_PATHS_PER_SESSION || totals.has(pathKey(path))) return path;
  const size = totals.size + (added === undefined || totals.has(pathKey(added)) ? 0 : 1);
  return size < MAX_PATHS_PER_SESSION ? path : OTHER_PATH;
};

const OTHER_PATH: Path = [OTHER_VIEW];

const withinPathLimit = (credit: Credit, totals: SessionTime['totals']): Credit => {
  const path = listedPath(credit.path, totals);
  return path === credit.path ? credit : { ...credit, path };
};

const addToTotal = (totals: SessionTime['totals'], path: Path, ms: number): PathTotal => ({
  path,
  ms: (totals.get(pathKey(path))?.ms ?? 0) + ms,
});

/**
 * Returns a total of 0 for a path that the session does not list yet. undefined if the session lists the path, or if
 * the ping credits it and so adds it to the list.
 */
const firstTotal = (
  path: Path,
  creditedPath: Path | undefined,
  totals: SessionTime['totals'],
): PathTotal | undefined => {
  const isListed = (creditedPath && samePath(path, creditedPath)) || totals.has(pathKey(path));
  return isListed ? undefined : { path, ms: 0 };
};
