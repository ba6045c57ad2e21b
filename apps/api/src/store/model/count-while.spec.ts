import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countWhile } from './count-while.js';

it('countWhile counts the indexes for which the condition holds, and tests the condition a few times only', () => {
  fc.assert(
    fc.property(fc.nat(3_000), fc.nat(3_000), (length, end) => {
      let tests = 0;
      const count = countWhile(length, (index) => {
        tests++;
        expect(index).toBeLessThan(length);
        return index < end;
      });
      expect(count).toBe(Math.min(length, end));
      expect(tests).toBeLessThanOrEqual(Math.ceil(Math.log2(length + 1)));
    }),
  );
});
