import { describe, expect, it } from '@jest/globals';
import { compareViews, worstErrorMs } from './accuracy.js';

describe('the accuracy of recorded times', () => {
  const errors = compareViews(
    new Map([
      ['a', 1000],
      ['b', 5000],
    ]),
    new Map([
      ['b', 4800],
      ['c', 300],
    ]),
  );

  it('lists every view that was recorded or really seen, the longest true time first', () => {
    expect(errors).toEqual([
      { path: 'b', trueMs: 5000, recordedMs: 4800 },
      { path: 'a', trueMs: 1000, recordedMs: 0 },
      { path: 'c', trueMs: 0, recordedMs: 300 },
    ]);
  });

  it('returns the largest error of a view', () => {
    expect(worstErrorMs(errors)).toBe(1000);
    expect(worstErrorMs([])).toBe(0);
  });
});
