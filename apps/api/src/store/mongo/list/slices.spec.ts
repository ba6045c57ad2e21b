import { describe, expect, it } from '@jest/globals';
import { SORT_ORDERS } from '@dwell/shared';
import fc from 'fast-check';
import { compareValues, type Slice, slicesOf, type SortValue } from './slices.js';

const FENCES = [10, 20, 30, 40, 50, 60, 70, 80];

describe('The slices of a list', () => {
  it('end at the next fence, and then have twice as many fences each time', () => {
    expect([...slicesOf(FENCES, 'asc', undefined)]).toEqual([
      { from: undefined, below: 10 },
      { from: 10, below: 30 },
      { from: 30, below: 70 },
      { from: 70, below: undefined },
    ]);
    expect([...slicesOf(FENCES, 'desc', undefined)]).toEqual([
      { from: 80, below: undefined },
      { from: 60, below: 80 },
      { from: 20, below: 60 },
      { from: undefined, below: 20 },
    ]);
  });

  it('begin with the slice that contains the place where the page before ended', () => {
    expect([...slicesOf(FENCES, 'asc', 50)][0]).toEqual({ from: undefined, below: 60 });
    expect([...slicesOf(FENCES, 'desc', 50)][0]).toEqual({ from: 50, below: undefined });
    expect([...slicesOf(FENCES, 'desc', 49)][0]).toEqual({ from: 40, below: undefined });
  });

  it('are one slice without ends if there are no fences', () => {
    for (const order of SORT_ORDERS) expect([...slicesOf([], order, 7)]).toEqual([{}]);
  });

  const isIn = (value: SortValue, { from, below }: Slice): boolean =>
    (from === undefined || compareValues(value, from) >= 0) &&
    (below === undefined || compareValues(value, below) < 0);

  it.each([
    ['numbers', fc.integer({ min: 0, max: 60 })],
    ['usernames', fc.string({ unit: 'binary', maxLength: 2 })],
  ])('have each value once, in the order of the list: %s', (_, value: fc.Arbitrary<SortValue>) => {
    fc.assert(
      fc.property(
        fc.array(value),
        fc.array(value),
        fc.constantFrom(...SORT_ORDERS),
        fc.option(value, { nil: undefined }),
        (values, fences, order, start) => {
          const sign = order === 'asc' ? 1 : -1;
          const inOrder = values
            .filter((each) => start === undefined || sign * compareValues(each, start) >= 0)
            .toSorted((a, b) => sign * compareValues(a, b));
          const unique = [...new Set(fences)].sort(compareValues);
          const read = [...slicesOf(unique, order, start)].map((slice) =>
            inOrder.filter((each) => isIn(each, slice)),
          );
          expect(read.flat()).toEqual(inOrder);
        },
      ),
    );
  });
});
