import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { instantOf } from '../time/zone.js';
import { bucketTicks, countTicks, durationTicks, numberTicks, timeTicks } from './ticks.js';

// A date in another year than the current one is shown with its year, so the tests fix the current date.
beforeAll(() => void jest.useFakeTimers({ now: Date.UTC(2026, 10, 29) }));
afterAll(() => void jest.useRealTimers());

const tz = 'Asia/Kathmandu';

const at = (day: number, hour: number, minute = 0): number =>
  instantOf({ year: 2026, month: 11, day, hour, minute, second: 0 }, tz);

describe('the ticks of an axis of durations', () => {
  it.each([
    [0, [0, 0.1]],
    [45, [0, 15, 30, 45]],
    [100, [0, 30, 60, 90, 120]],
    [3_600, [0, 900, 1_800, 2_700, 3_600]],
    [5 * 3_600, [0, 7_200, 14_400, 21_600]],
    [36.5 * 3_600, [0, 12, 24, 36, 48].map((hours) => hours * 3_600)],
    [232 * 3_600, [0, 100, 200, 300].map((hours) => hours * 3_600)],
    [9_999 * 3_600, [0, 5_000, 10_000].map((hours) => hours * 3_600)],
  ])('up to %d seconds are %j', (longest, ticks) => {
    expect(durationTicks(longest)).toEqual(ticks);
  });

  it('reach the longest duration in at most four steps', () => {
    for (let longest = 0.05; longest < 1e9; longest *= 1.37) {
      const ticks = durationTicks(longest);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(longest);
      expect(ticks.length).toBeLessThanOrEqual(5);
    }
  });
});

describe('the ticks of an axis of numbers', () => {
  it.each([
    [0, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [0.05, [0, 0.02, 0.04, 0.06]],
    [1_234, [0, 500, 1_000, 1_500]],
  ])('up to %d are %j', (highest, ticks) => {
    expect(numberTicks(highest)).toEqual(ticks);
  });

  it('reach the highest number in at most as many steps as asked for', () => {
    for (let highest = 0.05; highest < 1e9; highest *= 1.37) {
      const ticks = numberTicks(highest, 6);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest);
      expect(ticks.length).toBeLessThanOrEqual(7);
    }
  });
});

describe('the ticks of an axis of counts', () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [21, [0, 10, 20, 30]],
    [1_234, [0, 500, 1_000, 1_500]],
  ])('reach %d with at most five round whole numbers', (most, ticks) => {
    expect(countTicks(most)).toEqual(ticks);
  });

  it.each([
    [1, [0, 1]],
    [2, [0, 1, 2]],
    [3, [0, 1, 2, 3]],
    [4, [0, 2, 4]],
    [17, [0, 10, 20]],
    [100, [0, 50, 100]],
    [2_345, [0, 1_000, 2_000, 3_000]],
  ])('reach %d with at most four round whole numbers', (most, ticks) => {
    expect(countTicks(most, 3)).toEqual(ticks);
  });

  it('reach the highest count in at most as many steps as asked for', () => {
    for (let most = 1; most < 20_000; most += 7) {
      const ticks = countTicks(most, 3);
      expect(ticks.length).toBeLessThanOrEqual(4);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
    }
  });
});

describe('the ticks of an axis of time', () => {
  const labels = (from: number, to: number): string[] =>
    timeTicks({ from, to }, tz).map(({ label }) => label);

  it('are at round times in the time zone', () => {
    expect(labels(at(14, 9, 50), at(14, 11, 35))).toEqual([
      '10:00',
      '10:15',
      '10:30',
      '10:45',
      '11:00',
      '11:15',
      '11:30',
    ]);
  });

  it('show the day at midnight', () => {
    expect(labels(at(14, 21, 10), at(15, 3, 0))).toEqual([
      '22:00',
      '23:00',
      '15 Nov',
      '01:00',
      '02:00',
      '03:00',
    ]);
  });

  it('are at noons and midnights, or only at midnights, when the window is days long', () => {
    expect(labels(at(10, 9), at(14, 9)).slice(0, 3)).toEqual(['12:00', '11 Nov', '12:00']);
    expect(labels(at(10, 9), at(17, 9))).toEqual(
      [11, 12, 13, 14, 15, 16, 17].map((day) => `${String(day)} Nov`),
    );
  });

  it('are at most ten, in windows from 10 seconds to 400 days', () => {
    for (let length = 10; length < 400 * 86_400; length *= 1.7) {
      const ticks = timeTicks({ from: at(10, 9), to: at(10, 9) + length }, tz);
      expect(ticks.length).toBeLessThanOrEqual(10);
    }
  });
});

describe('the ticks below the bars of a chart', () => {
  const hours = (from: number, count: number): number[] =>
    Array.from({ length: count }, (_, hour) => from + hour * 3_600);
  const ticksOf = (starts: number[], width: number): string[] =>
    bucketTicks(starts, [], { clockStep: 3_600, tz, width }).map(({ label }) => label);

  it('stand at round hours, also in a window that begins at 13:00', () => {
    expect(ticksOf(hours(at(10, 13), 49), 700)).toEqual([
      ...['18:00', '11 Nov', '06:00', '12:00', '18:00', '12 Nov', '06:00', '12:00'],
    ]);
    expect(ticksOf(hours(at(10, 13), 49), 250)).toEqual(['11 Nov', '12:00', '12 Nov', '12:00']);
  });

  it('stand only at midnights in a long window', () => {
    expect(ticksOf(hours(at(10, 9), 24 * 10), 300).every((label) => label.endsWith(' Nov'))).toBe(true);
  });

  it('leave room for their labels at every width, and have no label beyond the right edge', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 2_500 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 400 * 24 }),
        (count, width, hourly, offset) => {
          const starts = hours(at(1, 0) + offset * 3_600, count);
          const labels = starts.map((_, bucket) => `label ${String(bucket)}`);
          const ticks = bucketTicks(starts, labels, { clockStep: hourly ? 3_600 : undefined, tz, width });
          const middles = ticks.map(({ bucket }) => ((bucket + 0.5) / count) * width);
          ticks.forEach(({ label }, index) => {
            expect((middles[index] ?? NaN) + (label.length / 2) * 6.6).toBeLessThanOrEqual(width + 9);
          });
          ticks.slice(1).forEach(({ label }, index) => {
            const gap = (middles[index + 1] ?? NaN) - (middles[index] ?? NaN);
            const halves = ((label.length + (ticks[index]?.label.length ?? 0)) / 2) * 6.6;
            expect(gap).toBeGreaterThanOrEqual(halves);
          });
        },
      ),
    );
  });
});
