import { describe, expect, it } from '@jest/globals';
import type { DistributionBucket } from '@dwell/shared';
import fc from 'fast-check';
import { lengthRows, lengthTicks, padBuckets, positionOf } from './histogram.js';

/**
 * Returns adjoining buckets as the API answers them, from the length `first` on, each `growth` times the one before.
 */
const bucketsFrom = (first: number, count: number, growth = 1.105): DistributionBucket[] =>
  Array.from({ length: count }, (_, index) => ({
    after: first * growth ** index,
    up_to: first * growth ** (index + 1),
    visits: index % 3,
  }));

describe('padBuckets', () => {
  it('adds empty buckets on both sides of a single one, so that the axis has room for ticks', () => {
    const [only = { after: 0, up_to: 0, visits: 0 }] = bucketsFrom(222, 2).slice(1);
    const padded = padBuckets([only], 1.105);
    expect(padded.length).toBeGreaterThanOrEqual(24);
    expect(padded.filter(({ visits }) => visits > 0)).toEqual([only]);
    padded.slice(1).forEach(({ after }, index) => expect(after).toBe(padded[index]?.up_to));
    expect(lengthTicks(padded, 300)).not.toEqual([]);
  });

  it('adds no bucket before one that begins at 0, none to enough buckets, and none to an empty list', () => {
    expect(padBuckets([{ after: 0, up_to: 0.001, visits: 1 }], 1.105)[0]).toMatchObject({ visits: 1 });
    expect(padBuckets(bucketsFrom(1, 30), 1.105)).toHaveLength(30);
    expect(padBuckets([], 1.105)).toEqual([]);
  });
});

describe('positionOf', () => {
  it('is logarithmic: the same factor is the same distance', () => {
    const buckets = bucketsFrom(1, 4, 10);
    expect([1, 10, 100, 1_000, 10_000].map((seconds) => positionOf(seconds, buckets))).toEqual([
      0, 1, 2, 3, 4,
    ]);
    expect(positionOf(Math.sqrt(10), buckets)).toBeCloseTo(0.5, 9);
  });

  it('stays on the axis for lengths outside of the buckets', () => {
    const buckets = bucketsFrom(1, 2, 10);
    expect(positionOf(0.5, buckets)).toBe(0);
    expect(positionOf(1_000, buckets)).toBe(2);
  });

  it('is a number in the shortest buckets, whose limits are rounded to milliseconds', () => {
    const buckets = [
      { after: 0, up_to: 0.001, visits: 1 },
      { after: 0.001, up_to: 0.001, visits: 1 },
      { after: 0.001, up_to: 0.002, visits: 1 },
    ];
    expect([0, 0.001, 0.0015, 0.002].map((seconds) => positionOf(seconds, buckets))).toEqual([
      0,
      1,
      expect.closeTo(2.585, 3),
      3,
    ]);
  });
});

describe('lengthTicks', () => {
  it('stand at round lengths, and only at the roundest where there is little room', () => {
    const buckets = bucketsFrom(0.8, 90);
    const labels = (width: number): string[] => lengthTicks(buckets, width).map(({ label }) => label);
    expect(labels(900)).toEqual(expect.arrayContaining(['1 s', '10 s', '30 s', '1 min', '10 min', '1 h']));
    expect(labels(260)).toEqual(['1 s', '10 s', '1 min', '10 min', '1 h']);
  });

  it('never touch each other', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 10_000, noNaN: true }),
        fc.integer({ min: 1, max: 150 }),
        fc.integer({ min: 0, max: 1_200 }),
        (first, count, width) => {
          const ticks = lengthTicks(bucketsFrom(first, count), width);
          ticks.slice(1).forEach(({ x, label }, index) => {
            const before = ticks[index];
            const room = ((label.length + (before?.label.length ?? 0)) * 6.6) / 2;
            expect(x - (before?.x ?? NaN)).toBeGreaterThan(room);
          });
        },
      ),
    );
  });
});

describe('lengthRows', () => {
  it('say which part of all visits is at most as long as the end of each bucket', () => {
    const rows = lengthRows(bucketsFrom(1, 3).map((bucket, index) => ({ ...bucket, visits: index + 1 })));
    expect(rows.map(({ share_up_to }) => share_up_to)).toEqual([1 / 6, 3 / 6, 1]);
  });
});
