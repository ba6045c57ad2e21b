import { describe, expect, it } from '@jest/globals';
import { growthOf } from './growth.js';

describe('growthOf', () => {
  it('compares the medians of the last and the first third, so that single extreme values do not count', () => {
    expect(growthOf([10, 10, 10, 11, 12, 11, 12, 12, 12])).toBeCloseTo(0.2);
    expect(growthOf([10, 90, 10, 50, 50, 50, 10, 10, 90])).toBe(0);
  });

  it('is NaN without values, so that a run without samples does not pass', () => {
    expect(growthOf([])).toBeNaN();
  });
});
