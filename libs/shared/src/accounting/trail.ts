import type { StretchState } from '../contract/history.js';
import { OTHER_VIEW } from '../contract/limits.js';
import { pathKey, samePath, type Path } from '../contract/path.js';
import type { Credit, Silence } from './credit.js';
import { type Interval, lengthOf, subtract } from './intervals.js';

/** A part of a session in which nothing changed; a visible one has a path. Times in epoch milliseconds. */
export interface Stretch extends Interval {
  readonly state: StretchState;
  readonly path?: Path;
}

/** Stretches that a trail keeps; beyond, its older half is condensed. */
export const MAX_STRETCHES = 1_000;

/** Paths that the condensed half of a trail keeps apart: the longest. The others go under {@link OTHER_VIEW}. */
export const MAX_CONDENSED_PATHS = MAX_STRETCHES / 4;

export interface TrailChange {
  readonly trail: readonly Stretch[];
  /** Stretches that begin before this instant are as they were. -Infinity: all may have changed; Infinity: none has. */
  readonly changedFrom: number;
}

/** What becomes visible on a trail. */
type Drawing = Pick<Credit, 'path' | 'spans'>;

/**
 * Draws what a ping brought on a trail, which stays a partition of the session's whole span: the time
 * since the last ping is appended, and what is credited becomes visible, wherever on the trail it lies.
 */
export const extendTrail = (trail: readonly Stretch[], silence: Silence, credit?: Drawing): TrailChange => {
  const spans = credit?.spans ?? [];
  if (silence.from === silence.to && spans.length === 0) return { trail, changedFrom: Infinity };

  const earliest = Math.min(silence.from, spans[0]?.from ?? Infinity);
  // The stretch before the first one touched may grow, so the open part begins with it.
  const firstOpen = Math.max(
    0,
    trail.findLastIndex(({ from }) => from < earliest),
  );
  const open = trail.slice(firstOpen);
  if (silence.to > silence.from) open.push(silence);
  const drawn = draw(open, credit);
  const extended = replaceEnd(trail, firstOpen, drawn);

  const undrawnMs = lengthOf(spans) - (visibleMs(drawn) - visibleMs(open));
  const complete =
    credit && undrawnMs > 0
      ? draw(extended, { path: credit.path, spans: firstUnseen(extended, undrawnMs) })
      : extended;
  const limited = withinLimit(complete);
  return { trail: limited, changedFrom: limited === extended ? (drawn[0]?.from ?? Infinity) : -Infinity };
};

/** Makes visible what of a drawing is not so yet; neighbours of one kind become one stretch. */
const draw = (below: readonly Stretch[], drawing?: Drawing): Stretch[] => {
  const drawn: Stretch[] = [];
  for (const stretch of below) {
    if (!drawing || stretch.state === 'visible') {
      append(drawn, stretch);
      continue;
    }
    const { path, spans } = drawing;
    let at = stretch.from;
    for (const { from, to } of subtract(stretch, spans)) {
      if (from > at) append(drawn, { from: at, to: from, state: 'visible', path });
      append(drawn, { from, to, state: stretch.state });
      at = to;
    }
    if (stretch.to > at) append(drawn, { from: at, to: stretch.to, state: 'visible', path });
  }
  return drawn;
};

/** The trail with all from index `first` on replaced, in one copy: a full trail is long. */
const replaceEnd = (trail: readonly Stretch[], first: number, end: readonly Stretch[]): Stretch[] => {
  const replaced = trail.concat(end.slice(trail.length - first));
  end.forEach((stretch, index) => (replaced[first + index] = stretch));
  replaced.length = first + end.length;
  return replaced;
};

const append = (stretches: Stretch[], next: Stretch): void => {
  const last = stretches.at(-1);
  if (last && isSameKind(last, next)) stretches[stretches.length - 1] = { ...last, to: next.to };
  else stretches.push(next);
};

const isSameKind = (a: Stretch, b: Stretch): boolean =>
  a.state === b.state && (a.path === b.path || (!!a.path && !!b.path && samePath(a.path, b.path)));

const visibleMs = (stretches: readonly Stretch[]): number =>
  lengthOf(stretches.filter(({ state }) => state === 'visible'));

/**
 * The first `ms` of a trail that are not visible. The condensed half has given up its order, so a late
 * credit may meet time that stands there as visible already; as much of the other time is its true place.
 */
const firstUnseen = (trail: readonly Stretch[], ms: number): Interval[] => {
  const unseen: Interval[] = [];
  let left = ms;
  for (const { from, to, state } of trail) {
    if (left === 0) break;
    if (state === 'visible') continue;
    const length = Math.min(left, to - from);
    unseen.push({ from, to: from + length });
    left -= length;
  }
  return unseen;
};

const withinLimit = (trail: Stretch[]): Stretch[] => {
  if (trail.length <= MAX_STRETCHES) return trail;
  const half = trail.length >> 1;
  return draw([...condense(trail.slice(0, half)), ...trail.slice(half)]);
};

/** How long a trail was of one kind, all together. */
interface Sum extends Pick<Stretch, 'state' | 'path'> {
  ms: number;
}

/** Lays the time of each state and path together: the sums stay true, the order within this part is given up. */
const condense = (stretches: readonly Stretch[]): Stretch[] => {
  const sums = sumUp(stretches.map(({ state, path, from, to }) => ({ state, path, ms: to - from })));
  const longestFirst = sums.sort((a, b) => b.ms - a.ms);
  const few = longestFirst.map((sum, rank) =>
    rank < MAX_CONDENSED_PATHS || sum.state !== 'visible'
      ? sum
      : { state: sum.state, path: [OTHER_VIEW] as const, ms: sum.ms },
  );
  let to = stretches[0]?.from ?? 0;
  return sumUp(few).map(({ state, path, ms }) => {
    const from = to;
    to += ms;
    return path ? { from, to, state, path } : { from, to, state };
  });
};

const sumUp = (sums: readonly Sum[]): Sum[] => {
  const byKind = new Map<string, Sum>();
  for (const sum of sums) {
    const kind = sum.path ? pathKey(sum.path) : `\0${sum.state}`;
    const known = byKind.get(kind);
    if (known) known.ms += sum.ms;
    else byKind.set(kind, sum);
  }
  return [...byKind.values()];
};
