import { type Path, pathKey, samePath } from '../../contract/values.js';
import { ELAPSED_TOLERANCE_MS, MAX_CREDITED_INTERVALS, MAX_PAGES } from '../fold.js';
import { type Interval, lengthOf } from '../intervals.js';
import { slotOf } from '../credit.js';
import type { AccountingRules } from '../session-state.js';
import type { Stretch } from '../trail.js';
import type { Visit } from '../visit.js';
import type { TimedPing } from './examples.js';

/** The time that one ping claims. The ping gets the part that no earlier ping has claimed. */
interface Claim extends Interval {
  readonly path: Path;
  /** The index of the ping that makes the claim. */
  readonly by: number;
}

export interface BruteForceCount {
  readonly visibleMs: number;
  /** Visible time by path key, in milliseconds. */
  readonly totals: ReadonlyMap<string, number>;
  /** In the order in which they began. */
  readonly visits: readonly Visit[];
  readonly trail: readonly Stretch[];
}

/**
 * Implements the accounting rules a second time, with the whole story instead of a state. Every ping looks
 * back for the data that it needs, and every instant goes to the first ping that claims it. Slow, and without the
 * limits on covered intervals, paths and stretches.
 * @param origin the instant from which the times of the pings count, in epoch milliseconds
 */
export const countByBruteForce = (
  pings: readonly TimedPing[],
  start: number,
  rules: AccountingRules,
  origin = start,
): BruteForceCount => {
  const times: number[] = [];
  for (const { at } of pings) times.push(Math.max(times.at(-1) ?? start, origin + at));
  const story: Story = { pings: pings.map(({ ping }) => ping), times, start, rules };

  const claims = pings.flatMap((_, by) => claimOf(story, by) ?? []);
  const edges = [...new Set([start, ...times, ...claims.flatMap(({ from, to }) => [from, to])])].sort(
    (a, b) => a - b,
  );
  const slices = edges.slice(1).map((to, index) => {
    const from = edges[index] ?? to;
    return { from, to, claim: claims.find((claim) => claim.from <= from && to <= claim.to) };
  });

  const totals = new Map<string, number>();
  for (const { path, from, to } of claims) if (from === to) totals.set(pathKey(path), 0);
  for (const ping of story.pings) if (isVisible(ping)) totals.set(pathKey(ping.path), 0);
  for (const { from, to, claim } of slices) {
    if (claim) totals.set(pathKey(claim.path), (totals.get(pathKey(claim.path)) ?? 0) + to - from);
  }
  return {
    visibleMs: [...totals.values()].reduce((sum, ms) => sum + ms, 0),
    totals,
    visits: visitsOf(story, claims, slices),
    trail: joined(
      slices.map(({ from, to, claim }): Stretch => {
        if (claim) return { from, to, state: 'visible', path: claim.path };
        const next = times.findIndex((time) => time >= to);
        return { from, to, state: isHiddenBefore(story, next) ? 'hidden' : 'gap' };
      }),
    ),
  };
};

interface Story {
  readonly pings: readonly TimedPing['ping'][];
  readonly times: readonly number[];
  readonly start: number;
  readonly rules: AccountingRules;
}

const timeOf = ({ times, start }: Story, index: number): number => times[index] ?? start;

const isVisible = (ping: TimedPing['ping'] | undefined): boolean =>
  ping?.kind === 'keepalive' && ping.visible;

/**
 * Returns the views on which an active session is here now, as the last ping of each page says. The pings have the
 * times that the session uses, in epoch milliseconds.
 * @param silentSince pages without a ping after this instant do not count
 */
export const viewsShownByBruteForce = (pings: readonly TimedPing[], silentSince: number): Set<string> => {
  const latest = new Map<string | undefined, TimedPing>();
  for (const timed of pings) {
    latest.delete(timed.ping.pageId);
    latest.set(timed.ping.pageId, timed);
  }
  const last = pings.at(-1);
  const pages = [...latest]
    .flatMap(([pageId, timed]) => (pageId === undefined ? [] : timed))
    .slice(-MAX_PAGES);
  const counted = last && last.ping.pageId === undefined ? [...pages, last] : pages;
  return new Set(
    counted.filter(({ ping, at }) => isVisible(ping) && at > silentSince).map(({ ping }) => ping.path[0]),
  );
};

/** Returns the index of the page's ping before the one at `index`, unless the session has forgotten the page since. */
const lastOf = (story: Story, pageId: string, index: number): number | undefined => {
  const last = story.pings.findLastIndex((ping, at) => at < index && ping.pageId === pageId);
  if (last < 0 || timeOf(story, index) - timeOf(story, last) >= story.rules.aliveMs) return undefined;
  const since = story.pings.slice(last + 1, index).flatMap((ping) => ping.pageId ?? []);
  return new Set(since).size < MAX_PAGES ? last : undefined;
};

const claimOf = (story: Story, by: number): Claim | undefined => {
  const ping = story.pings[by];
  if (!ping) return undefined;
  const now = timeOf(story, by);
  if (ping.pageId === undefined) {
    const counts = isVisible(ping) || ping.kind === 'session-hide';
    return counts ? { from: timeOf(story, by - 1), to: now, path: ping.path, by } : undefined;
  }
  const last = lastOf(story, ping.pageId, by);
  const before = last === undefined ? undefined : story.pings[last];
  if (last === undefined || !before || !isVisible(before)) return undefined;
  const from = timeOf(story, last);
  const to = from + countedMs(now - from, ping.elapsedMs, story.rules);
  return from < to ? { from, to, path: before.path, by } : undefined;
};

const countedMs = (gap: number, elapsedMs: number | undefined, rules: AccountingRules): number => {
  if (elapsedMs === undefined) return Math.min(gap, MAX_CREDITED_INTERVALS * rules.keepaliveIntervalMs);
  return elapsedMs < gap - ELAPSED_TOLERANCE_MS ? elapsedMs : gap;
};

/**
 * Returns whether the time before a ping was hidden, as far as no path was visible. If not, the trail has a gap there.
 */
const isHiddenBefore = (story: Story, index: number): boolean => {
  const ping = story.pings[index];
  if (ping?.pageId === undefined) return ping?.kind === 'keepalive' && !ping.visible;
  const pageIds = new Set(story.pings.slice(0, index).flatMap((earlier) => earlier.pageId ?? []));
  const pages = [...pageIds].flatMap((pageId) => lastOf(story, pageId, index) ?? []);
  return pages.length > 0 && pages.every((last) => !isVisible(story.pings[last]));
};

const visitsOf = (
  story: Story,
  claims: readonly Claim[],
  slices: readonly (Interval & { claim?: Claim })[],
): Visit[] => {
  const visits: Visit[] = [];
  /** The index of the visit that goes on, for each page and (with the key undefined) for pings without page_id. */
  const current = new Map<string | undefined, number>();
  story.pings.forEach(({ pageId }, by) => {
    if (pageId !== undefined && lastOf(story, pageId, by) === undefined) current.delete(pageId);
    const claim = claims.find((claim) => claim.by === by);
    const own = slices.filter((slice) => slice.claim && slice.claim === claim);
    const [first] = own;
    if (!claim || !first) return;
    const index = current.get(pageId) ?? visits.length;
    const visit = visits[index];
    if (visit && samePath(visit.path, claim.path)) {
      visits[index] = { ...visit, ms: visit.ms + lengthOf(own) };
    } else {
      current.set(pageId, visits.length);
      visits.push({ path: claim.path, slot: slotOf(first.from), ms: lengthOf(own) });
    }
  });
  return visits;
};

const joined = (stretches: readonly Stretch[]): Stretch[] => {
  const kindOf = ({ state, path }: Stretch): string => JSON.stringify([state, path]);
  return stretches
    .filter((stretch, index) => {
      const before = stretches[index - 1];
      return !before || kindOf(before) !== kindOf(stretch);
    })
    .map((stretch, index, firsts) => ({
      ...stretch,
      to: firsts[index + 1]?.from ?? stretches.at(-1)?.to ?? stretch.to,
    }));
};
