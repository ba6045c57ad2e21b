import { OTHER_VIEW, pathKey, samePath } from '../../contract/values.js';
import { MAX_COVERED_INTERVALS, MAX_PAGES, type SessionTime } from '../fold.js';
import { type Interval, lengthOf } from '../intervals.js';
import { MAX_STRETCHES, type Stretch } from '../trail.js';

/** Returns the rules that a session breaks, in words. No session may ever break one. */
export const violationsOf = ({ state, totals, trail }: SessionTime): string[] => {
  const { start, lastPing, lastVisiblePing, visibleMs, covered, pages } = state;
  const durations = [...totals.values()].map(({ ms }) => ms);
  const seen = trail.filter((stretch) => stretch.state === 'visible');
  const rules: Record<string, boolean> = {
    'the totals add up to the visible duration': sumOf(durations) === visibleMs,
    'the visible duration fits into the span': visibleMs <= lastPing - start,
    'no duration is negative': durations.every((ms) => ms >= 0),
    'all times are whole milliseconds': [...durations, visibleMs, lastPing].every(Number.isSafeInteger),
    'the last visible ping lies in the span': start <= lastVisiblePing && lastVisiblePing <= lastPing,
    'the key of each total is the key of its path': [...totals].every(
      ([key, { path }]) => key === pathKey(path),
    ),
    'the trail is a partition of the span': isPartition(trail, start, lastPing),
    'neighbours on the trail differ': trail.every((stretch, index) => differ(trail[index - 1], stretch)),
    'visible stretches have a path, the others have none': trail.every(
      ({ state, path }) => (state === 'visible') === (path !== undefined),
    ),
    'the trail is not too long': trail.length <= MAX_STRETCHES,
    'the trail shows as much visible time as the session counts': lengthOf(seen) === visibleMs,
    'the trail shows no path for longer than the path counts': [...totalsOf(seen)].every(
      ([key, ms]) => key === OTHER_VIEW || ms <= (totals.get(key)?.ms ?? 0),
    ),
    'covered is sorted, and its intervals do not touch': covered.every(
      ({ from, to }, index) => from < to && (covered[index - 1]?.to ?? start - 1) < from,
    ),
    'covered lies in the span': covered.every(({ from, to }) => start <= from && to <= lastPing),
    'covered is not too long': covered.length <= MAX_COVERED_INTERVALS,
    'pages are not too many': pages.length <= MAX_PAGES,
    'pages are sorted by their last ping': pages.every(
      ({ at }, index) => (pages[index - 1]?.at ?? start) <= at,
    ),
    'no two pages have one id': new Set(pages.map(({ id }) => id)).size === pages.length,
  };
  return Object.keys(rules).filter((rule) => !rules[rule]);
};

/** Returns the time of each path on a trail, by path key. */
export const totalsOf = (stretches: readonly Stretch[]): Map<string, number> => {
  const totals = new Map<string, number>();
  for (const { path, from, to } of stretches) {
    if (path) totals.set(pathKey(path), (totals.get(pathKey(path)) ?? 0) + to - from);
  }
  return totals;
};

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

const isPartition = (parts: readonly Interval[], from: number, to: number): boolean =>
  parts.every((part, index) => part.from === (parts[index - 1]?.to ?? from) && part.from < part.to) &&
  (parts.at(-1)?.to ?? from) === to;

const differ = (a: Stretch | undefined, b: Stretch): boolean =>
  a?.state !== b.state || (a.path !== undefined && b.path !== undefined && !samePath(a.path, b.path));
