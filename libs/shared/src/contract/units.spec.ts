import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toMilliseconds, toSeconds } from './units.js';

test('seconds have at most three decimals', () => {
  expect(toSeconds(1)).toBe(0.001);
  expect(toSeconds(1_700_000_000_123)).toBe(1_700_000_000.123);
  fc.assert(
    fc.property(fc.maxSafeNat(), (ms) => {
      expect(JSON.stringify(toSeconds(ms))).toMatch(/^\d+(\.\d{1,3})?$/);
    }),
  );
});

test('milliseconds are whole, the nearest', () => {
  expect(toMilliseconds(0.0004)).toBe(0);
  expect(toMilliseconds(0.0006)).toBe(1);
  // 1.005 × 1000 is 1004.9999999999999 in floating point.
  expect(toMilliseconds(1.005)).toBe(1_005);
});

test('an instant survives the way to the wire and back', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 43), (ms) => {
      expect(toMilliseconds(toSeconds(ms))).toBe(ms);
    }),
  );
});
