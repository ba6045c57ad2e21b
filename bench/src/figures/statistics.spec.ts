import { describe, expect, it } from '@jest/globals';
import { median, quantile } from './statistics.js';

describe('figures of several rounds', () => {
  it('the median is the middle one, or lies between the two middle ones', () => {
    expect(median([30, 10, 20])).toBe(20);
    expect(median([40, 10, 20, 30])).toBe(25);
    expect(median([])).toBeNaN();
  });

  it('a quantile lies in proportion between its neighbours', () => {
    const values = Array.from({ length: 101 }, (_, index) => index);
    expect(quantile(values, 0.99)).toBe(99);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
  });
});
