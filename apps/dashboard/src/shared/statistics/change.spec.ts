import { describe, expect, it } from '@jest/globals';
import { changeOf } from './change.js';

describe('a change since the compared window', () => {
  it.each([
    [112, 100, 'up', '+12 %'],
    [100.5, 100, 'up', '+0.5 %'],
    [40, 100, 'down', '−60 %'],
    [6, 1_000, 'down', '−99 %'],
    [4, 1_000, 'down', '−99.6 %'],
    [1, 1_000_000, 'down', '−99.9 %'],
    [100_049, 100_000, 'same', 'hardly changed'],
    [100_051, 100_000, 'up', '+0.1 %'],
    [99_951, 100_000, 'same', 'hardly changed'],
    [5, 5, 'same', 'unchanged'],
    [0, 0, 'same', 'unchanged'],
    [5, 0, 'new', 'none before'],
    [0.001, 0, 'new', 'none before'],
    [0, 5, 'down', 'none now'],
    [99.9, 10, 'up', '+899 %'],
    [100, 10, 'up', '× 10'],
    [0.3, 0.03, 'up', '× 10'],
    [100.1, 10, 'new', 'little before'],
    [5_000, 10, 'new', 'little before'],
  ])('to %d from %d has the direction %s and the words %s', (current, before, direction, words) => {
    expect(changeOf({ current, before })).toEqual({ direction, words });
  });

  describe('of a figure with the time on page as its basis', () => {
    it.each([
      [30, 7, { current: 1_000, before: 100 }, '+329 %'],
      [30, 7, { current: 1_000, before: 99 }, 'little before'],
      [30, 7, { current: 1_000, before: 0 }, 'little before'],
      [3, 7, { current: 1_000, before: 99 }, 'little before'],
      [7, 7, { current: 1_000, before: 99 }, 'unchanged'],
      [7, 0, { current: 1_000, before: 99 }, 'none before'],
      [0, 7, { current: 1_000, before: 99 }, 'none now'],
      [84, 7, { current: 1_000, before: 900 }, '× 12'],
      [9, 7, { current: 0, before: 0 }, '+29 %'],
    ])('to %d from %d, where the basis is %j, is "%s"', (current, before, basis, words) => {
      expect(changeOf({ current, before }, basis).words).toBe(words);
    });
  });
});
