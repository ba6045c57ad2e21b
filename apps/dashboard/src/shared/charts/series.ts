import { toMilliseconds, toSeconds } from '@dwell/shared';

/** One layer of a stacked chart: a value in seconds for each bucket. */
export interface Series {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  readonly values: readonly number[];
}

/** The names that a chart shows for a bucket. */
export interface BucketLabel {
  /** Short, for the axis. */
  readonly short: string;
  /** In full, for the tooltip and the table. */
  readonly full: string;
}

/** Number of series that have a colour of their own. */
export const SERIES_COLORS = 7;

export const OTHER_COLOR = 'var(--series-other)';

/**
 * Returns the colour of the series with this rank: 0 is the longest. Ranks without a colour of their own share
 * {@link OTHER_COLOR}.
 */
export const seriesColor = (rank: number): string =>
  rank >= 0 && rank < SERIES_COLORS ? `var(--series-${String(rank)})` : OTHER_COLOR;

/** Returns the sum of durations in seconds, exact to the millisecond. */
export const sumSeconds = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += toMilliseconds(value);
  return toSeconds(total);
};

/** Returns the height of each bucket's stack, in seconds. */
export const stackTotals = (series: readonly Series[], buckets: number): number[] =>
  Array.from({ length: buckets }, (_, bucket) => sumSeconds(series.map(({ values }) => values[bucket] ?? 0)));
