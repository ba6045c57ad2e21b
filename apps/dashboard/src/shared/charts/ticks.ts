import type { TimeWindow } from '@dwell/shared';
import { formatInstant } from '../format/instant.js';
import { instantOf, startOfDay, wallClockAt } from '../time/zone.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Round steps for an axis of durations, in seconds. Beyond the last, steps are 1, 2, 5, 10 … times a power of ten
 * hours.
 */
const DURATION_STEPS = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48].map((hours) => hours * HOUR),
];

const MAX_INTERVALS = 4;

/** Returns the ticks of an axis of durations, in seconds: from 0 to at least `longest`, at round lengths. */
export const durationTicks = (longest: number, maxIntervals = MAX_INTERVALS): number[] =>
  ticksUpTo(
    longest,
    DURATION_STEPS.find((seconds) => longest <= seconds * maxIntervals) ??
      HOUR * roundStep(longest / HOUR / maxIntervals),
  );

/** Returns the ticks of an axis of numbers without a unit: from 0 to at least `highest`, at round numbers. */
export const numberTicks = (highest: number, maxIntervals = MAX_INTERVALS): number[] =>
  ticksUpTo(highest, highest > 0 ? roundStep(highest / maxIntervals) : 1);

/** Returns the ticks of an axis of counts: from 0 to at least `most`, at round whole numbers. */
export const countTicks = (most: number, maxIntervals = MAX_INTERVALS): number[] =>
  ticksUpTo(most, Math.max(1, roundStep(most / maxIntervals)));

const ticksUpTo = (highest: number, step: number): number[] =>
  Array.from({ length: Math.max(1, Math.ceil(highest / step)) + 1 }, (_, index) => index * step);

/** Returns the least number of at least `atLeast` that is 1, 2 or 5 times a power of ten. */
const roundStep = (atLeast: number): number => {
  const magnitude = 10 ** Math.floor(Math.log10(atLeast));
  return (ROUND_FACTORS.find((factor) => factor * magnitude >= atLeast) ?? 10) * magnitude;
};

const ROUND_FACTORS = [1, 2, 5, 10];

/** Steps between ticks within a day, in seconds. Each divides a day. */
const CLOCK_STEPS = [
  ...[10, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
];

/** Steps between ticks at midnights, in days. */
const DAY_STEPS = [1, 2, 7, 14, 28, 91, 182, 364];

export interface TimeTick {
  at: number;
  label: string;
}

/**
 * Returns ticks for an axis of time: at round times of a clock in `tz`, or only at midnights in a long window.
 * @param minStep the least distance between two ticks, in seconds
 */
export const timeTicks = (window: TimeWindow, tz: string, maxIntervals = 8, minStep = 0): TimeTick[] => {
  const length = window.to - window.from;
  const clockStep = CLOCK_STEPS.find((step) => step >= minStep && length / step <= maxIntervals);
  return clockStep === undefined ? dayTicks(window, tz, maxIntervals) : clockTicks(window, tz, clockStep);
};

const clockTicks = (window: TimeWindow, tz: string, step: number): TimeTick[] => {
  const { year, month, day } = wallClockAt(window.from, tz);
  const ticks: TimeTick[] = [];
  for (let second = 0; ; second += step) {
    const at = instantOf({ year, month, day, hour: 0, minute: 0, second }, tz);
    if (at > window.to) return ticks;
    // Where clocks go forward, two ticks can fall on one instant.
    if (at < window.from || at === ticks.at(-1)?.at) continue;
    const midnight = second % DAY === 0;
    ticks.push({ at, label: formatInstant(at, tz, midnight ? 'day' : step < MINUTE ? 'clock' : 'time') });
  }
};

const dayTicks = (window: TimeWindow, tz: string, maxIntervals: number): TimeTick[] => {
  const days = (window.to - window.from) / DAY;
  const step =
    DAY_STEPS.find((candidate) => days / candidate <= maxIntervals) ?? Math.ceil(days / maxIntervals);
  const ticks: TimeTick[] = [];
  for (let day = 0; ; day += step) {
    const at = startOfDay(window.from, tz, day);
    if (at > window.to) return ticks;
    if (at >= window.from) ticks.push({ at, label: formatInstant(at, tz, 'day') });
  }
};

/** Width of a character of an axis's labels, and the least gap between two labels, in pixels. */
const CHARACTER_PX = 6.6;
const LABEL_GAP_PX = 18;

/** A tick below the bar of a bucket. */
export interface BucketTick {
  bucket: number;
  label: string;
}

/**
 * Returns the ticks below the bars of a chart whose bars together are `width` pixels wide, so that no label touches
 * another. Buckets of an hour or a minute have ticks at round times of a clock, such as 0, 6, 12 and 18 h, or only at
 * midnights in a long window. Other buckets have ticks at equal distances.
 * @param starts the start of each bucket, in epoch seconds
 * @param labels the label of each bucket. Buckets of an hour or a minute do not use it: their ticks show the time
 * @param clockStep the length of a bucket of at most an hour, in seconds; undefined for longer ones
 */
export const bucketTicks = (
  starts: readonly number[],
  labels: readonly string[],
  { clockStep, tz, width }: { clockStep: number | undefined; tz: string; width: number },
): BucketTick[] => {
  const [first = 0, last = 0] = [starts[0], starts.at(-1)];
  const fits = (characters: number): number =>
    Math.max(1, Math.floor(width / (characters * CHARACTER_PX + LABEL_GAP_PX)));
  const inside = ({ bucket, label }: BucketTick): boolean => {
    const middle = ((bucket + 0.5) / starts.length) * width;
    return middle + (label.length * CHARACTER_PX) / 2 <= width + LABEL_GAP_PX / 2;
  };
  if (clockStep !== undefined) {
    const ticks = timeTicks(
      { from: first, to: last },
      tz,
      fits(formatInstant(first, tz, 'day').length),
      clockStep,
    );
    const byStart = new Map(starts.map((start, bucket) => [start, bucket]));
    return ticks
      .flatMap(({ at, label }) => {
        const bucket = byStart.get(at);
        return bucket === undefined ? [] : [{ bucket, label }];
      })
      .filter(inside);
  }
  const step = Math.ceil(starts.length / fits(Math.max(0, ...labels.map(({ length }) => length))));
  return labels
    .map((label, bucket) => ({ bucket, label }))
    .filter((tick) => tick.bucket % step === 0 && inside(tick));
};
