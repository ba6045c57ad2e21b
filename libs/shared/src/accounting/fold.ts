import { MAX_PATHS_PER_SESSION, OTHER_VIEW } from '../contract/limits.js';
import { type Path, pathKey, samePath } from '../contract/path.js';
import { type Interval, subtract, unite } from './intervals.js';
import { type RollupDelta, rollUp } from './rollups.js';
import type { AccountingRules, PageState, SessionState } from './session-state.js';
import type { Stretch } from './trail.js';

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
  /** The page's own measure of its visible and awake time since its last answered ping. */
  readonly elapsedMs?: number;
}

/** Time that counts for a path. A credit of no length makes its path known. */
export interface Credit extends Interval {
  readonly path: Path;
  /** Whether a visit begins with it. */
  readonly visit: boolean;
}

/** What one ping does to a session. */
export interface Fold {
  readonly state: SessionState;
  readonly credits: readonly Credit[];
  /** The trail from the last ping to this one, then what earlier, undecided time turned out to be. */
  readonly stretches: readonly Stretch[];
  readonly rollups: readonly RollupDelta[];
}

/** The paths that a session has time for, by {@link pathKey}: they tell when it has reached its limit. */
export interface KnownPaths {
  readonly size: number;
  has(key: string): boolean;
}

/**
 * Counts one ping of an active session: the state and the ping go in, the next state and what is
 * credited come out. `now` is when the ping arrived, in epoch milliseconds; a clock that went back
 * stands still. The rules stand in the architecture document, "Accounting".
 */
export const foldPing = (
  before: SessionState,
  ping: Ping,
  arrivedAt: number,
  knownPaths: KnownPaths,
  rules: AccountingRules,
): Fold => {
  const now = Math.max(arrivedAt, before.lastPing);
  const counted =
    ping.pageId === undefined
      ? countContractPing(before, ping, now)
      : countPagePing(before, ping, ping.pageId, now, rules);
  const credits = counted.credits.map((credit) => ({
    ...credit,
    path: withinLimit(credit.path, knownPaths),
  }));
  const visible = credits
    .filter(({ from, to }) => to > from)
    .map(({ from, to, path }): Stretch => ({ from, to, state: 'visible', path }));
  return {
    state: {
      ...counted.state,
      lastPing: now,
      visibleMs: before.visibleMs + lengthOf(credits),
      covered: remember(counted.state.pages, before.covered, credits),
    },
    credits,
    stretches: [{ from: before.lastPing, to: now, state: counted.otherwise }, ...visible],
    rollups: rollUp(credits),
  };
};

interface Counted {
  readonly state: SessionState;
  readonly credits: readonly Credit[];
  /** What the time since the last ping was, where it is not credited. */
  readonly otherwise: 'hidden' | 'gap';
}

/** A ping without page_id: all time since the session's last ping counts for the path in it, or none does. */
const countContractPing = (before: SessionState, ping: Ping, now: number): Counted => {
  if (ping.kind === 'keepalive' && !ping.visible) return { state: before, credits: [], otherwise: 'hidden' };
  const { path } = ping;
  const span = { from: before.lastPing, to: now };
  const visit = span.to > span.from && isOther(before.creditedPath, path);
  return {
    state: {
      ...before,
      lastVisiblePing: now,
      lastVisiblePath: path,
      creditedPath: span.to > span.from ? path : before.creditedPath,
    },
    credits: [{ ...span, path, visit }],
    otherwise: 'gap',
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
  const known = before.pages.filter((page) => page.at > now - rules.aliveMs);
  const page = known.find(({ id }) => id === pageId);
  const credits = page?.visible ? creditPage(page, creditedMs(page, ping, now, rules), before.covered) : [];
  const isHide = ping.kind === 'session-hide';
  const isSeen = isHide ? page?.visible === true : ping.visible;
  const next: PageState = {
    id: pageId,
    at: now,
    visible: !isHide && ping.visible,
    path: ping.path,
    creditedPath: credits.length > 0 ? page?.path : page?.creditedPath,
  };
  return {
    state: {
      ...before,
      ...(isSeen ? { lastVisiblePing: now, lastVisiblePath: ping.path } : {}),
      pages: [...known.filter((other) => other !== page), next].slice(-MAX_PAGES),
    },
    credits,
    otherwise: known.length > 0 && known.every(({ visible }) => !visible) ? 'hidden' : 'gap',
  };
};

/** How much of the gap since the page's last ping counts: its own measure can only shorten it (sleep). */
const creditedMs = (page: PageState, { elapsedMs }: Ping, now: number, rules: AccountingRules): number => {
  const gap = now - page.at;
  if (elapsedMs === undefined) return Math.min(gap, MAX_CREDITED_INTERVALS * rules.keepaliveIntervalMs);
  return gap - elapsedMs <= ELAPSED_TOLERANCE_MS ? gap : elapsedMs;
};

/** Credits a visible page with what of its time no other page was credited for. */
const creditPage = (page: PageState, ms: number, covered: readonly Interval[]): Credit[] =>
  subtract({ from: page.at, to: page.at + ms }, covered).map((span, index) => ({
    ...span,
    path: page.path,
    visit: index === 0 && isOther(page.creditedPath, page.path),
  }));

/** What must not be credited again: nothing from before the oldest page's last ping ever is. */
const remember = (
  pages: readonly PageState[],
  covered: readonly Interval[],
  credits: readonly Credit[],
): Interval[] => {
  const oldest = Math.min(...pages.map(({ at }) => at));
  const all = credits
    .filter(({ from, to }) => to > from)
    .reduce<readonly Interval[]>(unite, covered)
    .filter(({ to }) => to > oldest);
  const surplus = all.length - MAX_COVERED_INTERVALS;
  const [first] = all;
  const joined = all[surplus];
  if (surplus <= 0 || !first || !joined) return [...all];
  return [{ from: first.from, to: joined.to }, ...all.slice(surplus + 1)];
};

const isOther = (credited: Path | undefined, path: Path): boolean => !credited || !samePath(credited, path);

const lengthOf = (credits: readonly Credit[]): number =>
  credits.reduce((sum, { from, to }) => sum + to - from, 0);

const withinLimit = (path: Path, known: KnownPaths): Path =>
  known.size < MAX_PATHS_PER_SESSION || known.has(pathKey(path)) ? path : [OTHER_VIEW];
