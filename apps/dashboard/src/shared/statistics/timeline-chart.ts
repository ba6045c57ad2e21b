import {
  type Bucket,
  type ConcurrencyBucket,
  OTHER_VIEW,
  type TimelineAnswer,
  type TimelineBucket,
  type TimeWindow,
} from '@dwell/shared';
import { type BucketLabel, type Series, sumSeconds } from '../charts/series.js';
import type { BeforeLine } from '../charts/StackedBars.js';
import { formatComparedDays } from './compared-days.js';
import { type BucketTick, bucketTicks } from '../charts/ticks.js';
import { OTHER_COLOR, viewLooks } from '../charts/view-colors.js';
import { formatInstant, type InstantStyle } from '../format/instant.js';
import { formatWindow } from '../format/window.js';
import { offsetAt } from '../time/zone.js';
import { messages } from '../messages/messages.js';

const text = messages.statistics;

const HOUR = 3_600;
const DAY = 24 * HOUR;
const MINUTE = 60;

/** The lengths of the buckets that follow the clock and not the calendar, in seconds. */
const CLOCK_STEPS: Partial<Record<ConcurrencyBucket, number>> = { minute: MINUTE, hour: HOUR };

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

/** The most views that have a layer of their own in the chart, unless only one view is left over. */
const TOP_VIEWS = 7;

/** Returns the key of a view's series. The series of all other views has another one. */
export const viewKey = (view: string): string => `view ${view}`;

/**
 * Returns a series for each of the `top` longest views, and a last one that sums all others, exact to the millisecond.
 * A single other view has its own series.
 */
export const topSeries = (
  { series, other }: Pick<TimelineAnswer, 'series' | 'other'>,
  top = TOP_VIEWS,
): Series[] => {
  const named = series.filter(({ view }) => view !== OTHER_VIEW);
  const own = named.slice(0, named.length === top + 1 && !other ? top + 1 : top);
  const listed = series.filter((one) => !own.includes(one));
  const looks = viewLooks(own.map(({ view }) => view));
  const layers = own.map(({ view, visible_duration }, rank): Series => {
    const { color, texture } = looks[rank] ?? { color: OTHER_COLOR };
    return { key: viewKey(view), label: view, color, texture, values: visible_duration };
  });
  const others = [...listed, ...(other ? [other] : [])].map(({ visible_duration }) => visible_duration);
  const [first] = others;
  if (!first) return layers;
  const values = first.map((_, bucket) => sumSeconds(others.map((each) => each[bucket] ?? 0)));
  // Under OTHER_VIEW, a session sums the paths beyond its limit. So it is not known how many views are in it.
  const counted = listed.every(({ view }) => view !== OTHER_VIEW);
  const label = counted ? text.otherViews(listed.length + (other?.views ?? 0)) : text.uncountedOthers;
  return [...layers, { key: 'others', label, color: OTHER_COLOR, values }];
};

/** Returns the time of the filters in the compared window, bucket by bucket; undefined if nothing is compared. */
export const beforeLine = ({
  previous,
  previous_window,
  buckets,
  tz,
}: Pick<TimelineAnswer, 'previous' | 'previous_window' | 'buckets' | 'tz'>): BeforeLine | undefined =>
  previous && previous_window
    ? {
        label: text.beforeLine(formatComparedDays(previous_window, tz)),
        values: buckets.map((_, bucket) => previous[bucket]?.visible_duration ?? null),
      }
    : undefined;

/** Returns in words why a bucket is partial: it still runs, or the window cuts it. Undefined if it is whole. */
const partialWords = (
  { partial, running }: TimelineBucket,
  bucket: ConcurrencyBucket,
): string | undefined => {
  if (!partial) return undefined;
  // The window never cuts a minute.
  return running || bucket === 'minute' ? text.soFar : text.partOf[bucket];
};

/** Returns what the hatched bars of a chart mean, in words; an empty text if it has none. */
export const hatchedWords = (buckets: readonly BucketLabel[]): string =>
  [...new Set(buckets.map(({ partial }) => partial))].filter((words) => words !== undefined).join(', ');

/** The buckets of an answer. */
interface Buckets {
  readonly buckets: readonly TimelineBucket[];
  readonly bucket: ConcurrencyBucket;
  readonly tz: string;
}

/** Returns the ticks of the axis of a chart whose buckets together are `width` pixels wide. */
export const axisTicks = (
  { buckets, bucket, tz }: Buckets,
  labels: readonly BucketLabel[],
  width: number,
): BucketTick[] =>
  bucketTicks(
    buckets.map(({ from }) => from),
    labels.map(({ short }) => short),
    { clockStep: CLOCK_STEPS[bucket], tz, width },
  );

/** Returns the names that the chart shows for the buckets. */
export const bucketLabels = ({ buckets, bucket, tz }: Buckets): BucketLabel[] => {
  const first = buckets[0]?.from ?? 0;
  const last = buckets.at(-1)?.to ?? 0;
  const oneDay = last - first <= DAY + HOUR;
  return buckets.map((window) => {
    const partial = partialWords(window, bucket);
    const start = (style: InstantStyle): string => formatInstant(window.from, tz, style);
    switch (bucket) {
      case 'minute':
        return { short: start('time'), full: `${start('weekday')}, ${start('zonedTime')}`, partial };
      case 'hour': {
        // Clocks that go back show some times twice; the offsets tell the two hours apart.
        const time = offsetAt(window.from - 1, tz) === offsetAt(window.to, tz) ? 'time' : 'zonedTime';
        return {
          short: start(oneDay ? 'time' : 'dayTime'),
          full: `${start('weekday')}, ${start(time)} – ${formatInstant(window.to, tz, time)}`,
          partial,
        };
      }
      case 'day':
        return { short: start('weekday'), full: start('fullDay'), partial };
      case 'week':
        return { short: start('day'), full: formatWindow(window, tz), partial };
      case 'month':
        return { short: start('month'), full: start('month'), partial };
    }
  });
};
