import { describe, expect, it } from '@jest/globals';
import { countTicks, peakOf } from './last-hour.js';

describe('the curve of the last hour', () => {
  it('has its peak in the first of the minutes with the most sessions', () => {
    const minutes = [2, 5, 5, 0].map((sessions, index) => ({ at: index * 60, sessions }));
    expect(peakOf(minutes)).toEqual({ at: 60, sessions: 5 });
    expect(peakOf([{ at: 0, sessions: 0 }])).toBeUndefined();
  });

  it.each([
    [1, [0, 1]],
    [2, [0, 1, 2]],
    [3, [0, 1, 2, 3]],
    [4, [0, 2, 4]],
    [17, [0, 10, 20]],
    [100, [0, 50, 100]],
    [2_345, [0, 1_000, 2_000, 3_000]],
  ])('has ticks at whole, round numbers for a peak of %d', (most, ticks) => {
    expect(countTicks(most)).toEqual(ticks);
  });

  it('never has more than four ticks, the last of them at or above the peak', () => {
    for (let most = 1; most < 20_000; most += 7) {
      const ticks = countTicks(most);
      expect(ticks.length).toBeLessThanOrEqual(4);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
    }
  });
});
