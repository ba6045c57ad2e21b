import { toMilliseconds, toSeconds } from '@dwell/shared';

/** One layer of a stacked chart: a value (seconds) for each of the chart's slots. */
export interface Series {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  readonly values: readonly number[];
}

/** The sum of durations in seconds, exact to the millisecond. */
export const sumSeconds = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += toMilliseconds(value);
  return toSeconds(total);
};

/** The height of each slot's stack, in seconds. */
export const stackTotals = (series: readonly Series[], slots: number): number[] =>
  Array.from({ length: slots }, (_, slot) => sumSeconds(series.map(({ values }) => values[slot] ?? 0)));
