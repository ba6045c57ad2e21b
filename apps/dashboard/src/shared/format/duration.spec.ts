import { describe, expect, it } from '@jest/globals';
import { formatDuration, formatExactSeconds, formatMinutes } from './duration.js';

describe('a length of time in words', () => {
  it.each([
    [0, '0 s'],
    [0.04, '< 0.1 s'],
    [0.05, '0.1 s'],
    [0.4, '0.4 s'],
    [1, '1 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [42.4, '42 s'],
    [59.4, '59 s'],
    [59.5, '1 min'],
    [61, '1 min 01 s'],
    [200, '3 min 20 s'],
    [3_599.4, '59 min 59 s'],
    [3_599.6, '1 h'],
    [3_600, '1 h'],
    [3_864, '1 h 04 min'],
    [7_170, '2 h'],
    [7_169, '1 h 59 min'],
    [90_000, '25 h'],
    [3_599_940, '999 h 59 min'],
    [3_600_000, '1,000 h'],
    [4_336_200, '1,205 h'],
    [-75, '−1 min 15 s'],
  ])('shows %d seconds as %s', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });

  it('never shows 60 s or 60 min', () => {
    const lengths = Array.from({ length: 40_000 }, (_, halves) => halves / 2);
    expect(lengths.filter((seconds) => /\b60 (s|min)/.test(formatDuration(seconds)))).toEqual([]);
  });
});

describe('a length of time that still grows', () => {
  it.each([
    [0, 'under 1 min'],
    [59.9, 'under 1 min'],
    [60, '1 min'],
    [119.9, '1 min'],
    [3_599, '59 min'],
    [3_600, '1 h'],
    [3_899, '1 h 04 min'],
  ])('shows %d seconds as %s: no minute before it is over', (seconds, words) => {
    expect(formatMinutes(seconds)).toBe(words);
  });
});

describe('the exact seconds of a length of time', () => {
  it.each([
    [3_864.12, '3,864.12 s'],
    [0.001, '0.001 s'],
    [60, '60 s'],
  ])('shows %d seconds as %s', (seconds, text) => {
    expect(formatExactSeconds(seconds)).toBe(text);
  });
});
