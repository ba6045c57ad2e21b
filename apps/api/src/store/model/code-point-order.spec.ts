import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareCodePoints } from './code-point-order.js';

it('compareCodePoints orders strings like their UTF-8 bytes, also if they begin with the same characters', () => {
  const text = fc.string({ unit: 'binary', maxLength: 4 });
  fc.assert(
    fc.property(text, text, text, (begin, a, b) => {
      const bytes = Buffer.compare(Buffer.from(begin + a), Buffer.from(begin + b));
      expect(Math.sign(compareCodePoints(begin + a, begin + b))).toBe(bytes);
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['\uffff', '\u{10000}'],
  ['\ud7ff', '\ue000'],
  ['a', 'aa'],
  ['', '\0'],
])('compareCodePoints puts %j before %j', (first, second) => {
  expect(compareCodePoints(first, second)).toBeLessThan(0);
  expect(compareCodePoints(second, first)).toBeGreaterThan(0);
  expect(compareCodePoints(first, first)).toBe(0);
});
