import { toMilliseconds, toSeconds } from '@dwell/shared';
import { messages } from '../messages/messages.js';
import type { TableData } from './table-data.js';
import type { Look } from './view-colors.js';

/** One layer of a stacked chart: a value in seconds for each bucket. */
export interface Series extends Look {
  readonly key: string;
  readonly label: string;
  readonly values: readonly number[];
}

/** The names that a chart shows for a bucket. */
export interface BucketLabel {
  /** Short, for the axis. */
  readonly short: string;
  /** In full, for the tooltip and the table. */
  readonly full: string;
  /** Why the bucket is partial, in words such as `so far`. Its bars are hatched. Undefined for a whole bucket. */
  readonly partial?: string | undefined;
  /** The texts of the annotations in the bucket. The chart marks the bucket. */
  readonly notes?: readonly string[] | undefined;
}

/** Returns the sum of durations in seconds, exact to the millisecond. */
export const sumSeconds = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += toMilliseconds(value);
  return toSeconds(total);
};

/** Returns the height of each bucket's stack, in seconds. */
export const stackTotals = (series: readonly Series[], buckets: number): number[] =>
  Array.from({ length: buckets }, (_, bucket) => sumSeconds(series.map(({ values }) => values[bucket] ?? 0)));

/**
 * Returns the figures of a stacked chart as a table with a row for each bucket. The total comes first, so that it is in
 * sight however many columns there are.
 */
export const stackTable = (
  buckets: readonly BucketLabel[],
  series: readonly Series[],
  rowsLabel: string,
): TableData => ({
  rowsLabel,
  rows: buckets.map(({ full, partial }) => ({ label: full, note: partial })),
  columns: [
    { key: 'total', label: messages.charts.total, values: stackTotals(series, buckets.length), total: true },
    ...series,
  ],
  unit: 'seconds',
});
