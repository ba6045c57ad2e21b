import { describe, expect, it } from '@jest/globals';
import { median, quantile } from './statistics.js';

describe('median', () => {
  it('returns the middle value, or the mean of the two middle values', () => {
    expect(median([30, 10, 20])).toBe(20);
    expect(median([40, 10, 20, 30])).toBe(25);
    expect(median([])).toBeNaN();
  });
});

describe('quantile', () => {
  it('interpolates between the two nearest values', () => {
    const values = Array.from({ length: 101 }, (_, index) => index);
    expect(quantile(values, 0.99)).toBe(99);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
  });
});
