import type { StretchState } from '../contract/history.js';
import { OTHER_VIEW } from '../contract/limits.js';
import { type Path, pathKey, samePath } from '../contract/path.js';
import type { Interval } from './intervals.js';

/** A part of a session in which nothing changed; a visible one has a path. Times in epoch milliseconds. */
export interface Stretch extends Interval {
  readonly state: StretchState;
  readonly path?: Path;
}

/** Stretches that a trail keeps; beyond, its older half is condensed. */
export const MAX_STRETCHES = 1_000;

/** What the condensed half of a trail may keep apart; the shortest beyond go under {@link OTHER_VIEW}. */
const MAX_CONDENSED = MAX_STRETCHES / 4;

export interface TrailChange {
  readonly trail: readonly Stretch[];
  /** Stretches that begin before this instant are as they were. */
  readonly changedFrom: number;
}

/**
 * Adds what a ping brought to a trail, which stays a partition of the session's whole span: time
 * after its end is appended, earlier time that was hidden or a gap becomes visible where it was credited.
 */
export const extendTrail = (trail: readonly Stretch[], additions: readonly Stretch[]): TrailChange => {
  const real = additions.filter(({ from, to }) => to > from);
  if (real.length === 0) return { trail, changedFrom: Infinity };
  const earliest = Math.min(...real.map(({ from }) => from));
  // The stretch before the first one touched may grow, so the open part begins with it.
  const firstOpen = Math.max(
    0,
    trail.findLastIndex(({ from }) => from < earliest),
  );
  const open = merge(real.reduce(paint, trail.slice(firstOpen)));
  const extended = [...trail.slice(0, firstOpen), ...open];
  if (extended.length <= MAX_STRETCHES) return { trail: extended, changedFrom: open[0]?.from ?? Infinity };
  const half = extended.length >> 1;
  const condensed = merge([...condense(extended.slice(0, half)), ...extended.slice(half)]);
  return { trail: condensed, changedFrom: -Infinity };
};

/** Lays one stretch over others; what is already visible stays. */
const paint = (below: readonly Stretch[], added: Stretch): Stretch[] => {
  const painted: Stretch[] = [];
  let end = added.from;
  for (const stretch of below) {
    if (stretch.state === 'visible' || stretch.to <= added.from || stretch.from >= added.to) {
      painted.push(stretch);
    } else {
      if (stretch.from < added.from) painted.push({ ...stretch, to: added.from });
      painted.push({
        ...added,
        from: Math.max(added.from, stretch.from),
        to: Math.min(added.to, stretch.to),
      });
      if (stretch.to > added.to) painted.push({ ...stretch, from: added.to });
    }
    end = Math.max(end, stretch.to);
  }
  if (end < added.to) painted.push({ ...added, from: end });
  return painted;
};

const merge = (stretches: readonly Stretch[]): Stretch[] => {
  const merged: Stretch[] = [];
  for (const stretch of stretches) {
    const last = merged.at(-1);
    if (last && isSameKind(last, stretch)) merged[merged.length - 1] = { ...last, to: stretch.to };
    else merged.push(stretch);
  }
  return merged;
};

/** Lays the time of each state and path together: the sums stay true, the order within this part is given up. */
const condense = (stretches: readonly Stretch[]): Stretch[] => {
  const lengths = new Map<string, { state: StretchState; path?: Path; ms: number }>();
  for (const { from, to, state, path } of stretches) {
    const key = path ? pathKey(path) : `\0${state}`;
    const sum = lengths.get(key) ?? { state, ...(path ? { path } : {}), ms: 0 };
    lengths.set(key, { ...sum, ms: sum.ms + to - from });
  }
  const longestFirst = [...lengths.values()].sort((a, b) => b.ms - a.ms);
  const apart = longestFirst.filter(({ state }, rank) => state !== 'visible' || rank < MAX_CONDENSED);
  const restMs = longestFirst.filter((sum) => !apart.includes(sum)).reduce((sum, { ms }) => sum + ms, 0);
  if (restMs > 0) apart.push({ state: 'visible', path: [OTHER_VIEW], ms: restMs });
  let from = stretches[0]?.from ?? 0;
  return apart.map(({ ms, ...kind }) => {
    const stretch = { ...kind, from, to: from + ms };
    from += ms;
    return stretch;
  });
};

const isSameKind = (a: Stretch, b: Stretch): boolean =>
  a.state === b.state && (a.path === b.path || (!!a.path && !!b.path && samePath(a.path, b.path)));
