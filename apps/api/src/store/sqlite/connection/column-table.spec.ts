import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toColumns, toRows } from './column-table.js';

const row = fc.record({
  view: fc.constantFrom('', 'home', 'a b'),
  tab: fc.constantFrom('a', undefined),
  ms: fc.double({ noNaN: true }),
  mixed: fc.constantFrom(1, '1', null),
});

it('Columns that were cloned, as messages between threads are, turn into the same rows again', () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      expect(toRows(structuredClone(toColumns(rows)))).toEqual(rows);
    }),
  );
});
