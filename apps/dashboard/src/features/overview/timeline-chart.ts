import type { Bucket, TimelineAnswer, TimeWindow, ViewSeries } from '@dwell/shared';
import {
  type BucketLabel,
  OTHER_COLOR,
  type Series,
  SERIES_COLORS,
  seriesColor,
  sumSeconds,
} from '../../shared/charts/series.js';
import { formatInstant, type InstantStyle } from '../../shared/format/instant.js';
import { formatWindow } from '../../shared/format/window.js';
import { messages } from '../../shared/messages/messages.js';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Rough length of a bucket, in seconds. */
const BUCKET_SECONDS: Record<Bucket, number> = { hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY };

/** The most bars that a readable chart has. */
const MAX_BARS = 400;

/** Returns the bucket that suits a window's length. */
export const defaultBucket = ({ from, to }: TimeWindow): Bucket => {
  const days = (to - from) / DAY;
  if (days <= 2) return 'hour';
  if (days <= 92) return 'day';
  return days <= 730 ? 'week' : 'month';
};

/** Returns whether a chart of the window with one bar for each `bucket` has at most about {@link MAX_BARS} bars. */
export const fitsBucket = ({ from, to }: TimeWindow, bucket: Bucket): boolean =>
  (to - from) / BUCKET_SECONDS[bucket] <= MAX_BARS;

/** Returns a series for each of the `top` longest views, and one that sums all others, exact to the millisecond. */
export const topSeries = (series: readonly ViewSeries[], top = SERIES_COLORS): Series[] => {
  const longest = series.slice(0, top).map(({ view, visible_duration }, rank) => ({
    key: `view ${view}`,
    label: view,
    color: seriesColor(rank),
    values: visible_duration,
  }));
  const others = series.slice(top);
  if (others.length === 0) return longest;
  const buckets = others[0]?.visible_duration.length ?? 0;
  const values = Array.from({ length: buckets }, (_, bucket) =>
    sumSeconds(others.map(({ visible_duration }) => visible_duration[bucket] ?? 0)),
  );
  return [
    ...longest,
    { key: 'others', label: messages.overview.otherViews(others.length), color: OTHER_COLOR, values },
  ];
};

/** Returns the names that the chart shows for the buckets. */
export const bucketLabels = ({
  buckets,
  bucket,
  tz,
}: Pick<TimelineAnswer, 'buckets' | 'bucket' | 'tz'>): BucketLabel[] => {
  const first = buckets[0]?.from ?? 0;
  const last = buckets.at(-1)?.to ?? 0;
  const oneDay = last - first <= DAY + HOUR;
  return buckets.map((window) => {
    const start = (style: InstantStyle): string => formatInstant(window.from, tz, style);
    switch (bucket) {
      case 'hour':
        return {
          short: start(oneDay ? 'time' : 'dayTime'),
          full: `${start('weekday')}, ${start('time')} – ${formatInstant(window.to, tz, 'time')}`,
        };
      case 'day':
        return { short: start('weekday'), full: start('fullDay') };
      case 'week':
        return { short: start('day'), full: formatWindow(window, tz) };
      case 'month':
        return { short: start('month'), full: start('month') };
    }
  });
};
