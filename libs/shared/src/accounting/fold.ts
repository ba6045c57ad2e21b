import { MAX_PATHS_PER_SESSION, OTHER_VIEW } from '../contract/limits.js';
import { type Path, pathKey, samePath } from '../contract/path.js';
import type { Credit, Silence } from './credit.js';
import { type Interval, lengthOf, subtract, unite } from './intervals.js';
import { type RollupDelta, rollUp } from './rollups.js';
import type { AccountingRules, PageState, SessionState } from './session-state.js';

/** A page's own measure may fall short of the server's gap by this much, in milliseconds, and the gap still counts: network jitter costs nothing. */
export const ELAPSED_TOLERANCE_MS = 5_000;

/** Without a page's own measure, at most this many keepalive intervals of a gap count. */
export const MAX_CREDITED_INTERVALS = 2;

/** Pages that a session remembers; beyond, the one that was silent longest is forgotten. */
export const MAX_PAGES = 16;

/** Intervals that `covered` keeps; beyond, the oldest are joined across their hole, which can only under-count. */
export const MAX_COVERED_INTERVALS = 64;

/** A keepalive, or a session-hide: the path is being left. */
export interface Ping {
  readonly kind: 'keepalive' | 'session-hide';
  /** Whether the page is visible; of no meaning for a session-hide. */
  readonly visible: boolean;
  readonly path: Path;
  readonly pageId?: string;
  /** The page's own measure of its visible and awake time since its last answered ping, in whole milliseconds. */
  readonly elapsedMs?: number;
}

/** What one ping does to a session. */
export interface Fold {
  readonly state: SessionState;
  readonly credit?: Credit;
  /** From the session's last ping to this one. */
  readonly silence: Silence;
  readonly rollups: readonly RollupDelta[];
}

/** The paths that a session has time for, by {@link pathKey}: they tell when it has reached its limit. */
export interface KnownPaths {
  readonly size: number;
  has(key: string): boolean;
}

/**
 * Counts one ping of an active session: the state and the ping go in, the next state and what is
 * credited come out. `arrivedAt` is when the ping arrived, in epoch milliseconds; a clock that went
 * back stands still. The rules stand in docs/accounting.md.
 */
export const foldPing = (
  before: SessionState,
  ping: Ping,
  arrivedAt: number,
  knownPaths: KnownPaths,
  rules: AccountingRules,
): Fold => {
  const now = Math.max(arrivedAt, before.lastPing);
  const { credit, silentState, isSeen, creditedPath, pages } =
    ping.pageId === undefined
      ? countContractPing(before, ping, now)
      : countPagePing(before, ping, ping.pageId, now, rules);
  const spans = credit?.spans ?? [];
  const kept = credit && withinLimit(credit, knownPaths);
  return {
    state: {
      start: before.start,
      lastPing: now,
      lastVisiblePing: isSeen ? now : before.lastVisiblePing,
      lastVisiblePath: isSeen ? ping.path : before.lastVisiblePath,
      visibleMs: before.visibleMs + lengthOf(spans),
      creditedPath,
      pages,
      covered: remember(before.covered, spans, pages),
    },
    credit: kept,
    silence: { from: before.lastPing, to: now, state: silentState },
    rollups: kept ? rollUp(kept) : [],
  };
};

/** What the two kinds of ping come to. */
interface Counted extends Pick<SessionState, 'creditedPath' | 'pages'> {
  readonly credit?: Credit;
  readonly silentState: Silence['state'];
  /** Whether the ping shows the user on its path. */
  readonly isSeen: boolean;
}

/** A ping without page_id: all time since the session's last ping counts for the path in it, or none does. */
const countContractPing = (before: SessionState, { kind, visible, path }: Ping, now: number): Counted => {
  const { lastPing, creditedPath, pages } = before;
  if (kind === 'keepalive' && !visible) {
    return { silentState: 'hidden', isSeen: false, creditedPath, pages };
  }
  const spans = now > lastPing ? [{ from: lastPing, to: now }] : [];
  return {
    credit: { path, spans, visit: beginsVisit(path, creditedPath) },
    silentState: 'gap',
    isSeen: true,
    creditedPath: spans.length > 0 ? path : creditedPath,
    pages,
  };
};

/** A ping with page_id: the time for which its page was visible counts for the path on which the page was. */
const countPagePing = (
  before: SessionState,
  ping: Ping,
  pageId: string,
  now: number,
  rules: AccountingRules,
): Counted => {
  const known = before.pages.filter(({ at }) => at > now - rules.aliveMs);
  const page = known.find(({ id }) => id === pageId);
  const credit = page?.visible
    ? creditPage(page, creditedMs(page, ping, now, rules), before.covered)
    : undefined;
  const isHide = ping.kind === 'session-hide';
  const next: PageState = {
    id: pageId,
    at: now,
    visible: ping.visible && !isHide,
    path: ping.path,
    creditedPath: credit ? credit.path : page?.creditedPath,
  };
  return {
    credit,
    silentState: known.length > 0 && known.every(({ visible }) => !visible) ? 'hidden' : 'gap',
    isSeen: isHide ? page?.visible === true : ping.visible,
    creditedPath: before.creditedPath,
    pages: [...known.filter(({ id }) => id !== pageId), next].slice(-MAX_PAGES),
  };
};

/** How much of the gap since the page's last ping counts: its own measure can only shorten it (sleep). */
const creditedMs = (page: PageState, { elapsedMs }: Ping, now: number, rules: AccountingRules): number => {
  const gap = now - page.at;
  if (elapsedMs === undefined) return Math.min(gap, MAX_CREDITED_INTERVALS * rules.keepaliveIntervalMs);
  return gap - elapsedMs <= ELAPSED_TOLERANCE_MS ? gap : elapsedMs;
};

/** Credits a visible page with what of its time no other ping was credited for, if any is left. */
const creditPage = (
  { at, path, creditedPath }: PageState,
  ms: number,
  covered: readonly Interval[],
): Credit | undefined => {
  const spans = subtract({ from: at, to: at + ms }, covered);
  return spans.length > 0 ? { path, spans, visit: beginsVisit(path, creditedPath) } : undefined;
};

/** What must not be credited again: nothing from before the oldest page's last ping ever is. */
const remember = (
  covered: readonly Interval[],
  credited: readonly Interval[],
  pages: readonly PageState[],
): readonly Interval[] => {
  const oldest = pages[0]?.at ?? Infinity;
  const all = credited.reduce(unite, covered).filter(({ to }) => to > oldest);
  const surplus = all.length - MAX_COVERED_INTERVALS;
  const [first] = all;
  const joined = all[surplus];
  if (surplus <= 0 || !first || !joined) return all;
  return [{ from: first.from, to: joined.to }, ...all.slice(surplus + 1)];
};

const beginsVisit = (path: Path, credited: Path | undefined): boolean =>
  !credited || !samePath(credited, path);

/** A path beyond the limit shares one place with the others beyond it; its visits stay its own. */
const withinLimit = (credit: Credit, known: KnownPaths): Credit =>
  known.size < MAX_PATHS_PER_SESSION || known.has(pathKey(credit.path))
    ? credit
    : { ...credit, path: [OTHER_VIEW] };
