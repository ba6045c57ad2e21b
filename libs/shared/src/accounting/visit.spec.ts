import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bucketOfLength, LENGTH_ERROR, lengthOfBucket, limitsOfBucket, quantileOf } from './visit.js';

const DAY_MS = 24 * 60 * 60_000;
const length = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 30 * DAY_MS }));

describe('The bucket of a length', () => {
  test('has one length that stands for all in it, and that differs from the given one by at most 5 %', () => {
    fc.assert(
      fc.property(length, (ms) => {
        const error = Math.abs(lengthOfBucket(bucketOfLength(ms)) - ms) / ms;
        expect(error).toBeLessThanOrEqual(LENGTH_ERROR + 1e-9);
      }),
    );
  });

  test('has limits that contain the length, and ends where the next one begins', () => {
    fc.assert(
      fc.property(length, (ms) => {
        const { after, upTo } = limitsOfBucket(bucketOfLength(ms));
        expect(ms).toBeGreaterThan(after * (1 - 1e-12));
        expect(ms).toBeLessThanOrEqual(upTo * (1 + 1e-12));
        expect(limitsOfBucket(bucketOfLength(ms) + 1).after).toBe(upTo);
      }),
    );
  });

  test('of 1 ms is 0, and that of a day is 183', () => {
    expect(bucketOfLength(1)).toBe(0);
    expect(bucketOfLength(DAY_MS)).toBe(183);
  });
});

describe('A quantile', () => {
  test('differs by at most 5 % from the length of the visit with its rank', () => {
    fc.assert(
      fc.property(
        fc.array(length, { minLength: 1, maxLength: 60 }),
        fc.constantFrom(0, 0.01, 0.25, 0.5, 0.75, 0.95, 0.99, 1),
        (lengths, share) => {
          const counts = lengths.map((ms) => ({ bucket: bucketOfLength(ms), visits: 1 }));
          const rank = Math.max(1, Math.ceil(share * lengths.length));
          const exact = lengths.toSorted((a, b) => a - b)[rank - 1] ?? NaN;
          const error = Math.abs((quantileOf(counts, share) ?? NaN) - exact) / exact;
          expect(error).toBeLessThanOrEqual(LENGTH_ERROR + 1e-9);
        },
      ),
    );
  });

  test('is undefined without visits', () => {
    expect(quantileOf([], 0.5)).toBeUndefined();
  });
});
