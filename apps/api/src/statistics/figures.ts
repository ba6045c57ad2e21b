import { quantileOf, type TimeWindow, toSeconds, type VisitDurations } from '@dwell/shared';
import { compareCodePoints } from '../store/model/code-point-order.js';
import type { LengthSum, SlotWindow } from '../store/ports/session-store.js';

/** Returns the window in epoch seconds, as answers have it. */
export const toTimeWindow = ({ from, to }: SlotWindow): TimeWindow => ({
  from: toSeconds(from),
  to: toSeconds(to),
});

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Returns how much of `whole` `part` is, from 0 to 1; 0 if `whole` is 0. */
export const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Orders by time, longest first; equal times by name. */
export const byTime =
  <T extends { readonly ms: number }>(nameOf: (item: T) => string) =>
  (a: T, b: T): number =>
    b.ms - a.ms || compareCodePoints(nameOf(a), nameOf(b));

/** Returns the mean and the quantiles of the lengths of visits. */
export const visitDurations = (lengths: readonly LengthSum[]): VisitDurations => {
  const visits = sum(lengths.map((each) => each.visits));
  const counts = lengths.map((each) => ({ bucket: each.lengthBucket, visits: each.visits }));
  return {
    mean_visit_duration:
      visits === 0 ? null : toSeconds(Math.round(sum(lengths.map(({ ms }) => ms)) / visits)),
    median_visit_duration: toQuantile(quantileOf(counts, 0.5)),
    p95_visit_duration: toQuantile(quantileOf(counts, 0.95)),
  };
};

const toQuantile = (ms: number | undefined): number | null =>
  ms === undefined ? null : toSeconds(Math.round(ms));
