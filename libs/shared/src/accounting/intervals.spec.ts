import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Interval, lengthOf, subtract, unite } from './intervals.js';

const span = (from: number, to: number): Interval => ({ from, to });

describe('subtract returns the rest of a span', () => {
  const covered = [span(10, 20), span(30, 40)];

  test.each([
    ['lies before all intervals', span(0, 10), [span(0, 10)]],
    ['lies between two intervals', span(20, 30), [span(20, 30)]],
    ['lies after all intervals', span(40, 50), [span(40, 50)]],
    ['is covered', span(12, 18), []],
    ['begins in an interval', span(15, 25), [span(20, 25)]],
    ['ends in an interval', span(25, 35), [span(25, 30)]],
    ['contains all intervals', span(0, 50), [span(0, 10), span(20, 30), span(40, 50)]],
    ['has no length', span(25, 25), []],
  ])('that %s', (_, whole, rest) => {
    expect(subtract(whole, covered)).toEqual(rest);
  });
});

describe('unite adds a span', () => {
  const covered = [span(10, 20), span(30, 40)];

  test.each([
    ['before all intervals', span(0, 9), [span(0, 9), ...covered]],
    ['between two intervals', span(21, 29), [span(10, 20), span(21, 29), span(30, 40)]],
    ['that touches two intervals', span(20, 30), [span(10, 40)]],
    ['that an interval contains', span(12, 18), covered],
    ['that contains all intervals', span(0, 50), [span(0, 50)]],
    ['that overlaps two intervals', span(15, 35), [span(10, 40)]],
  ])('%s', (_, added, union) => {
    expect(unite(covered, added)).toEqual(union);
  });
});

test('unite returns the instants of all its parts, and subtract those of a span that lie outside of them', () => {
  const nat = fc.nat(30);
  const anySpan = fc.tuple(nat, fc.integer({ min: 1, max: 10 })).map(([from, ms]) => span(from, from + ms));
  const holds = (spans: readonly Interval[], instant: number) =>
    spans.some(({ from, to }) => from <= instant && instant < to);
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 10 }), anySpan, (parts, other) => {
      const union = parts.reduce(unite, [] as readonly Interval[]);
      const rest = subtract(other, union);
      for (let instant = 0; instant < 45; instant++) {
        expect(holds(union, instant)).toBe(holds(parts, instant));
        expect(holds(rest, instant)).toBe(holds([other], instant) && !holds(parts, instant));
      }
      expect(lengthOf(rest)).toBeLessThanOrEqual(lengthOf([other]));
    }),
  );
});
