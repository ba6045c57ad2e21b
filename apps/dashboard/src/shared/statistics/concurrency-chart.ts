import { type ConcurrencyAnswer, type ConcurrencyBucket, SLOT_SECONDS, type TimeWindow } from '@dwell/shared';
import type { Curve, Marker } from '../charts/Curves.js';
import { ACCENT_COLOR } from '../charts/heat-scale.js';
import type { BucketLabel } from '../charts/series.js';
import type { TableData } from '../charts/table-data.js';
import { OTHER_COLOR } from '../charts/view-colors.js';
import { formatInstant } from '../format/instant.js';
import { formatAverage } from '../format/number.js';
import { messages } from '../messages/messages.js';

const text = messages.concurrency;

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Returns the shortest bucket with which a curve has at most about 1,500 points. */
export const curveBucket = ({ from, to }: TimeWindow, onView: boolean): ConcurrencyBucket => {
  const days = (to - from) / DAY;
  // The API has no figures of a view by the minute.
  if (days <= 1 && !onView) return 'minute';
  if (days <= 62) return 'hour';
  return days <= 1_500 ? 'day' : 'week';
};

/** Returns the highest and the average number in each bucket as two curves; one curve if the buckets are minutes. */
export const concurrencyCurves = ({ points, bucket }: ConcurrencyAnswer): Curve[] => {
  const mean = {
    key: 'mean',
    label: text.mean,
    color: ACCENT_COLOR,
    values: points.map((point) => point.mean),
  };
  const max = {
    key: 'max',
    label: text.max,
    color: OTHER_COLOR,
    values: points.map((point) => point.max),
  };
  // A minute has one number, so its mean and its maximum are the same curve.
  return bucket === 'minute' ? [{ ...mean, label: text.number, area: true }] : [max, { ...mean, area: true }];
};

/** The highest number and when it was. */
export interface Peak {
  readonly value: string;
  /** In words: `Tue 10 Mar, 10:41`. */
  readonly when: string;
  /**
   * The window in which exactly the sessions of the peak are in progress, or exactly its people have time on the view.
   */
  readonly window: TimeWindow;
  readonly marker: Marker;
}

/** In seconds: the smallest step of the API's times. */
const MILLISECOND = 0.001;

/** Returns the peak of an answer, in words and as a point of the curve; undefined if the number is never above 0. */
export const peakOf = ({ peak, points, measure, tz }: ConcurrencyAnswer): Peak | undefined => {
  if (!peak) return undefined;
  const { at, value } = peak;
  const bucket = points.findIndex(({ from, to }) => from <= at && at < to);
  const count = measure === 'sessions' ? text.sessionsCount(value) : text.peopleCount(formatAverage(value));
  const when = formatInstant(at, tz, 'dayTime');
  const to = measure === 'sessions' ? at + MILLISECOND : at + SLOT_SECONDS;
  return {
    value: count,
    when,
    window: { from: at, to },
    marker: { bucket, value, label: `${count}, ${when}` },
  };
};

export const concurrencyTable = (
  { points }: ConcurrencyAnswer,
  buckets: readonly BucketLabel[],
): TableData => ({
  rowsLabel: text.when,
  rows: buckets.map(({ full, partial }) => ({ label: full, note: partial })),
  columns: [
    { key: 'mean', label: text.mean, values: points.map(({ mean }) => mean) },
    { key: 'max', label: text.max, values: points.map(({ max }) => max) },
  ],
  unit: 'number',
});
