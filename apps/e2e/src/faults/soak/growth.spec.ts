import { describe, expect, it } from '@jest/globals';
import { growthOf } from './growth.js';

describe('growthOf', () => {
  it('compares the last third with the first, whatever single values are', () => {
    expect(growthOf([10, 10, 10, 11, 12, 11, 12, 12, 12])).toBeCloseTo(0.2);
    expect(growthOf([10, 90, 10, 50, 50, 50, 10, 10, 90])).toBe(0);
  });

  it('is no number without values, so that no run without samples passes', () => {
    expect(growthOf([])).toBeNaN();
  });
});
