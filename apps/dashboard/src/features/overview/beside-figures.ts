import {
  type Figures,
  type TimelineAnswer,
  toMilliseconds,
  toSeconds,
  type ViewFigures,
  type ViewsAnswer,
} from '@dwell/shared';
import { sumSeconds } from '../../shared/charts/series.js';

/** What a figure is: a duration in seconds, a whole number, or a ratio of two numbers. */
type Unit = 'seconds' | 'count' | 'ratio';

/** One figure of two sides. A side has null if there is nothing to compute the figure from. */
export interface FigurePair {
  readonly name: FigureName;
  readonly unit: Unit;
  readonly first: number | null;
  readonly second: number | null;
}

/**
 * The figures of a side, in the order in which they are shown. Those per user make groups of different sizes
 * comparable.
 */
const FIGURES = {
  visible_duration: ['seconds', ({ visible_duration }) => visible_duration],
  time_per_user: ['seconds', ({ visible_duration, users }) => perUser(visible_duration, users)],
  visits: ['count', ({ visits }) => visits],
  visits_per_user: ['ratio', ({ visits, users }) => perUser(visits, users)],
  mean_visit_duration: ['seconds', ({ mean_visit_duration }) => mean_visit_duration],
  median_visit_duration: ['seconds', ({ median_visit_duration }) => median_visit_duration],
  p95_visit_duration: ['seconds', ({ p95_visit_duration }) => p95_visit_duration],
  users: ['count', ({ users }) => users],
  views: ['count', ({ views }) => views],
  sessions: ['count', ({ sessions }) => sessions],
} as const satisfies Record<string, readonly [Unit, (figures: Figures) => number | null]>;

export type FigureName = keyof typeof FIGURES;

/** Returns a quotient, rounded to three decimals, as exact as the API's seconds are. */
const quotient = (value: number, divisor: number): number => toSeconds(toMilliseconds(value / divisor));

/** Returns a value divided by the number of users; null without users. */
const perUser = (value: number, users: number): number | null => (users > 0 ? quotient(value, users) : null);

/** Returns the figures of two sides beside each other. */
export const figurePairs = (first: Figures, second: Figures): FigurePair[] =>
  (Object.keys(FIGURES) as FigureName[]).map((name) => {
    const [unit, read] = FIGURES[name];
    return { name, unit, first: read(first), second: read(second) };
  });

/** One side's time on a view. */
export interface SideTime {
  /** In seconds; per user, if the times are divided by the number of users. */
  readonly seconds: number;
  /** The part of the side's time on all views, from 0 to 1. */
  readonly share: number;
}

export interface ViewPair {
  readonly view: string;
  readonly first: SideTime;
  readonly second: SideTime;
}

const NO_TIME: SideTime = { seconds: 0, share: 0 };

/**
 * Returns the views of two sides beside each other. The view with the largest share of a side's time comes first, so
 * that the order does not depend on the sizes of the groups.
 * @param divisors the number that each side's times are divided by
 */
export const viewPairs = (
  first: Pick<ViewsAnswer, 'views'>,
  second: Pick<ViewsAnswer, 'views'>,
  divisors: { readonly first: number; readonly second: number },
): ViewPair[] => {
  const timesIn = (views: readonly ViewFigures[], divisor: number): Map<string, SideTime> =>
    new Map(
      views.map(({ view, visible_duration, share }) => [
        view,
        { seconds: quotient(visible_duration, divisor), share },
      ]),
    );
  const firstTimes = timesIn(first.views, divisors.first);
  const secondTimes = timesIn(second.views, divisors.second);
  const largestShare = (pair: ViewPair): number => Math.max(pair.first.share, pair.second.share);
  return [...new Set([...firstTimes.keys(), ...secondTimes.keys()])]
    .map((view) => ({
      view,
      first: firstTimes.get(view) ?? NO_TIME,
      second: secondTimes.get(view) ?? NO_TIME,
    }))
    .sort((a, b) => largestShare(b) - largestShare(a) || (a.view < b.view ? -1 : 1));
};

/** Returns the time on all views in each bucket, divided by `divisor`, in seconds. */
export const timesInBuckets = (
  { buckets, series, other }: Pick<TimelineAnswer, 'buckets' | 'series' | 'other'>,
  divisor: number,
): number[] => {
  const layers = [...series, ...(other ? [other] : [])];
  return buckets.map((_, bucket) =>
    quotient(sumSeconds(layers.map(({ visible_duration }) => visible_duration[bucket] ?? 0)), divisor),
  );
};
