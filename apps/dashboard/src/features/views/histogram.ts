import type { DistributionBucket } from '@dwell/shared';
import { formatDuration } from '../../shared/format/duration.js';

/** The least number of buckets on the axis. Fewer would make wide bars, and leave no room for a round length. */
const MIN_BUCKETS = 24;

/**
 * Adds empty buckets until there are at least {@link MIN_BUCKETS}: after the given ones, and before them while the
 * first begins above 0. Returns an empty list unchanged.
 * @param growth the end of a bucket divided by its beginning
 */
export const padBuckets = (buckets: readonly DistributionBucket[], growth: number): DistributionBucket[] => {
  const padded = [...buckets];
  while (padded.length > 0 && padded.length < MIN_BUCKETS) {
    const [{ after } = { after: 0 }, { up_to } = { up_to: 0 }] = [padded[0], padded.at(-1)];
    padded.push({ after: up_to, up_to: up_to * growth, visits: 0 });
    if (after > 0) padded.unshift({ after: after / growth, up_to: after, visits: 0 });
  }
  return padded;
};

/**
 * Returns where a length lies on an axis on which every bucket is 1 wide: 0 is the beginning of the first bucket. A
 * length beyond the last bucket lies at its end. Inside a bucket the axis is logarithmic, as from bucket to bucket;
 * inside a bucket that begins at 0, it is linear.
 */
export const positionOf = (seconds: number, buckets: readonly DistributionBucket[]): number => {
  const index = buckets.findIndex(({ up_to }) => seconds <= up_to);
  const bucket = buckets[index];
  if (!bucket) return buckets.length;
  const { after, up_to } = bucket;
  if (seconds <= after) return index;
  // Not divided by 0: the limits of a bucket below a millisecond may be rounded to the same number, but such a bucket
  // has returned already.
  return index + (after > 0 ? Math.log(seconds / after) / Math.log(up_to / after) : seconds / up_to);
};

const MINUTE = 60;
const HOUR = 3_600;

/**
 * The lengths of ticks, in seconds, the roundest list first. Where two labels would touch, the one of the earlier list
 * stays.
 */
const ROUND_LENGTHS = [
  [0.01, 0.1, 1, 10, MINUTE, 10 * MINUTE, HOUR, 10 * HOUR, 100 * HOUR],
  [5, 30, 5 * MINUTE, 30 * MINUTE, 5 * HOUR, 24 * HOUR],
  [0.5, 2, 20, 2 * MINUTE, 20 * MINUTE, 2 * HOUR],
].flat();

/** Width of a character of a tick's label, and the least gap between two labels, in pixels. */
const CHARACTER_PX = 6.6;
const LABEL_GAP_PX = 14;

export interface LengthTick {
  readonly label: string;
  /** From the left end of the axis, in pixels. */
  readonly x: number;
}

/** Returns the ticks of an axis of lengths that is `width` pixels wide, so that no label touches another. */
export const lengthTicks = (buckets: readonly DistributionBucket[], width: number): LengthTick[] => {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return [];
  const kept: (LengthTick & { half: number })[] = [];
  for (const seconds of ROUND_LENGTHS) {
    if (seconds < first.after || seconds > last.up_to) continue;
    const label = formatDuration(seconds);
    const half = (label.length * CHARACTER_PX) / 2;
    const x = (positionOf(seconds, buckets) / buckets.length) * width;
    const inside = x - half >= -LABEL_GAP_PX / 2 && x + half <= width + LABEL_GAP_PX / 2;
    if (inside && kept.every((each) => Math.abs(each.x - x) >= each.half + half + LABEL_GAP_PX)) {
      kept.push({ label, x, half });
    }
  }
  return kept.map(({ label, x }) => ({ label, x })).sort((a, b) => a.x - b.x);
};

/** A bucket with the share of visits up to its end. */
export interface LengthRow extends DistributionBucket {
  /** The part of all visits that are at most as long as the bucket's end, from 0 to 1. */
  readonly share_up_to: number;
}

/** Returns the rows of the table of visits by length. */
export const lengthRows = (buckets: readonly DistributionBucket[]): LengthRow[] => {
  const all = buckets.reduce((sum, { visits }) => sum + visits, 0);
  let counted = 0;
  return buckets.map((bucket) => {
    counted += bucket.visits;
    return { ...bucket, share_up_to: counted / all };
  });
};
