import { describe, expect, it } from '@jest/globals';
import { compareViews, worstErrorMs } from './accuracy.js';

describe('what was recorded beside what was', () => {
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

  it('has every view that either side knows, the longest first', () => {
    expect(errors).toEqual([
      { path: 'b', trueMs: 5000, recordedMs: 4800 },
      { path: 'a', trueMs: 1000, recordedMs: 0 },
      { path: 'c', trueMs: 0, recordedMs: 300 },
    ]);
  });

  it('is as wrong as its worst view', () => {
    expect(worstErrorMs(errors)).toBe(1000);
    expect(worstErrorMs([])).toBe(0);
  });
});
