import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeByTime, type Timed } from './merge.js';

describe('mergeByTime', () => {
  it('returns every element in order of time', () => {
    const stream = fc.array(fc.nat(1_000)).map((ats) => ats.sort((a, b) => a - b).map((at) => ({ at })));
    fc.assert(
      fc.property(fc.array(stream, { maxLength: 12 }), (streams) => {
        const expected = streams.flat().sort((a, b) => a.at - b.at);
        expect([...mergeByTime(streams)]).toEqual(expected);
      }),
    );
  });

  it('returns elements of one instant in the order of their streams', () => {
    const streams = ['a', 'b', 'c'].map((name) => [{ at: 1, name }]);
    expect([...mergeByTime(streams)].map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('takes only as many elements from an endless stream as needed', () => {
    let taken = 0;
    function* endless(step: number): Generator<Timed> {
      for (let at = step; ; at += step) {
        taken++;
        yield { at };
      }
    }
    const merged = mergeByTime([endless(2), endless(3)]);
    expect([merged.next().value, merged.next().value, merged.next().value]).toEqual([
      { at: 2 },
      { at: 3 },
      { at: 4 },
    ]);
    expect(taken).toBe(4);
  });
});
