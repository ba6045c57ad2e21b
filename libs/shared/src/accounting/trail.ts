import type { StretchState } from '../contract/history.js';
import { OTHER_VIEW, type Path, pathKey, samePath } from '../contract/values.js';
import type { Credit } from './credit.js';
import { type Interval, lengthOf, subtract } from './intervals.js';

/**
 * A part of a session in one state. A visible stretch has a path, the others have none. Times in epoch milliseconds.
 */
export interface Stretch extends Interval {
  readonly state: StretchState;
  readonly path?: Path;
}

/** The time between two pings. The part that no credit covers was hidden, or is a gap: its state is unknown. */
export interface Silence extends Interval {
  readonly state: 'hidden' | 'gap';
}

/** The most stretches in a trail. With one more, the older half is condensed. */
export const MAX_STRETCHES = 1_000;

/** The most paths in the condensed half of a trail: those with the most time. The rest becomes {@link OTHER_VIEW}. */
export const MAX_CONDENSED_PATHS = MAX_STRETCHES / 4;

export interface TrailChange {
  readonly trail: readonly Stretch[];
  /** Stretches that begin before this instant (epoch milliseconds) did not change. undefined: none changed. */
  readonly changedFrom: number | undefined;
}

/** The time that becomes visible on a trail. */
type Drawing = Pick<Credit, 'path' | 'spans'>;

/**
 * Draws a ping on a trail: appends the time since the last ping, and makes the credited time visible, wherever on the
 * trail it lies. The trail stays a partition of the session's whole span.
 */
export const extendTrail = (trail: readonly Stretch[], silence: Silence, credit?: Drawing): TrailChange => {
  const spans = credit?.spans ?? [];
  if (silence.from === silence.to && spans.length === 0) return { trail, changedFrom: undefined };

  const earliest = Math.min(silence.from, spans[0]?.from ?? silence.from);
  // The stretch before the first changed one may grow, so the open part begins with it.
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
  return { trail: limited, changedFrom: (limited === extended ? drawn : limited)[0]?.from };
};

/**
 * Makes the drawing's spans visible, except where a stretch is visible already. Neighbours of one kind become one
 * stretch.
 */
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

/**
 * Returns the trail with `end` in place of everything from index `first` on. Copies only once, since a full trail is
 * long.
 */
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
 * Returns the first `ms` milliseconds of a trail that are not visible. The condensed half has lost its order, so part
 * of a late credit may fall on time that is drawn as visible already; that part is then drawn here instead.
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

/** The total time of one state and path on a trail. */
interface Sum extends Pick<Stretch, 'state' | 'path'> {
  ms: number;
}

/**
 * Merges the stretches of each state and path into one, and the paths with the least time into {@link OTHER_VIEW}.
 * The sums stay true; the order of these stretches is lost.
 */
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
