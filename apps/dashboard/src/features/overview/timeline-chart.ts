import type { Bucket, TimelineAnswer, TimeWindow, ViewSeries } from '@dwell/shared';
import type { Slot } from '../../shared/charts/StackedBars.js';
import { OTHER_COLOR, SERIES_COLORS, seriesColor } from '../../shared/charts/series-color.js';
import { type Series, sumSeconds } from '../../shared/charts/series.js';
import { formatInstant } from '../../shared/format/instant.js';
import { formatWindow } from '../../shared/format/window.js';
import { messages } from '../../shared/messages/messages.js';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** How long a bucket is, roughly, in seconds. */
const BUCKET_SECONDS: Record<Bucket, number> = { hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY };

/** More bars than this can't be told apart. */
const MAX_BARS = 400;

/** The bucket that suits a window's length. */
export const defaultBucket = ({ from, to }: TimeWindow): Bucket => {
  const days = (to - from) / DAY;
  if (days <= 2) return 'hour';
  if (days <= 92) return 'day';
  return days <= 730 ? 'week' : 'month';
};

/** Whether a window can be drawn in such buckets. */
export const fitsBucket = ({ from, to }: TimeWindow, bucket: Bucket): boolean =>
  (to - from) / BUCKET_SECONDS[bucket] <= MAX_BARS;

/** The longest views each on its own, and the sum of all others: together exactly what was answered. */
export const topSeries = (series: readonly ViewSeries[], top = SERIES_COLORS): Series[] => {
  const apart = series.slice(0, top).map(({ view, visible_duration }, rank) => ({
    key: `view ${view}`,
    label: view,
    color: seriesColor(rank),
    values: visible_duration,
  }));
  const others = series.slice(top);
  if (others.length === 0) return apart;
  const slots = others[0]?.visible_duration.length ?? 0;
  const values = Array.from({ length: slots }, (_, slot) =>
    sumSeconds(others.map(({ visible_duration }) => visible_duration[slot] ?? 0)),
  );
  return [
    ...apart,
    { key: 'others', label: messages.overview.otherViews(others.length), color: OTHER_COLOR, values },
  ];
};

/** Names for the buckets: short ones for the axis, full ones for reading. */
export const slotsOf = ({
  buckets,
  bucket,
  tz,
}: Pick<TimelineAnswer, 'buckets' | 'bucket' | 'tz'>): Slot[] => {
  const first = buckets[0]?.from ?? 0;
  const last = buckets.at(-1)?.to ?? 0;
  const oneDay = last - first <= DAY + HOUR;
  return buckets.map((window) => {
    switch (bucket) {
      case 'hour': {
        const day = formatInstant(window.from, tz, 'weekday');
        const hours = `${formatInstant(window.from, tz, 'time')} – ${formatInstant(window.to, tz, 'time')}`;
        return {
          label: formatInstant(window.from, tz, oneDay ? 'time' : 'dayTime'),
          title: `${day}, ${hours}`,
        };
      }
      case 'day':
        return {
          label: formatInstant(window.from, tz, 'weekday'),
          title: formatInstant(window.from, tz, 'fullDay'),
        };
      case 'week':
        return { label: formatInstant(window.from, tz, 'day'), title: formatWindow(window, tz) };
      case 'month':
        return {
          label: formatInstant(window.from, tz, 'month'),
          title: formatInstant(window.from, tz, 'month'),
        };
    }
  });
};
