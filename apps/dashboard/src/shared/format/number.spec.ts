import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatShare } from './number.js';

describe('a share in words', () => {
  it.each([
    [0, '0 %'],
    [32 / (2_000 * 60), '< 0.1 %'],
    [0.0004, '< 0.1 %'],
    [0.0005, '0.1 %'],
    [0.042, '4.2 %'],
    [0.12, '12 %'],
    [0.994, '99 %'],
    [0.9951, '> 99 %'],
    [1, '100 %'],
  ])('of %d is %s', (share, words) => {
    expect(formatShare(share)).toBe(words);
  });

  it('is 0 % only for nothing, and 100 % only for everything', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        expect(formatShare(share) === '0 %').toBe(share === 0);
        expect(formatShare(share) === '100 %').toBe(share === 1);
      }),
    );
  });
});
