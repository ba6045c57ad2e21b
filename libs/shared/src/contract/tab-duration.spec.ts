import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { legalString } from './testing/arbitraries.js';
import { type Path, pathKey } from './values.js';
import { type PathTotal, toTabDuration } from './tab-duration.js';

const total = (ms: number, ...path: Path): PathTotal => ({ path, ms });

/** Returns tab_duration as a client reads it. */
const wire = (...totals: PathTotal[]): unknown => JSON.parse(JSON.stringify(toTabDuration(totals)));

describe('toTabDuration', () => {
  test('returns an empty object for a session without paths', () => {
    expect(wire()).toEqual({});
  });

  test('returns seconds for a view without tabs', () => {
    expect(wire(total(60_500, '/home'))).toEqual({ '/home': 60.5 });
  });

  test('returns an object of tabs for a view with tabs', () => {
    expect(wire(total(1_000, '/view', 'a'), total(2_000, '/view', 'b'))).toEqual({ '/view': { a: 1, b: 2 } });
  });

  test('returns all tabs of a view that also has time without a tab, in either order', () => {
    const own = total(3_000, '/view');
    const tab = total(1_000, '/view', 'a');
    expect(wire(own, tab)).toEqual({ '/view': { a: 1, '(no tab)': 3 } });
    expect(wire(tab, own)).toEqual({ '/view': { a: 1, '(no tab)': 3 } });
  });

  test('adds a tab with the name (no tab) to the time without a tab', () => {
    expect(wire(total(3_000, '/view'), total(1_000, '/view', '(no tab)'))).toEqual({
      '/view': { '(no tab)': 4 },
    });
    expect(wire(total(1_000, '/view', '(no tab)'))).toEqual({ '/view': { '(no tab)': 1 } });
  });

  test('includes a path without time', () => {
    expect(wire(total(0, '/home'), total(0, '/view', 'a'))).toEqual({ '/home': 0, '/view': { a: 0 } });
  });

  test('accepts names of properties that every object has', () => {
    const totals = [total(1_000, '__proto__'), total(2_000, 'constructor', '__proto__')];
    expect(JSON.stringify(toTabDuration(totals))).toBe('{"__proto__":1,"constructor":{"__proto__":2}}');
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
  });

  test('loses no millisecond with any names', () => {
    const path = fc.oneof(fc.tuple(legalString), fc.tuple(legalString, legalString));
    const someTotals = fc
      .uniqueArray(path, { selector: pathKey, maxLength: 20 })
      .chain((paths) => fc.tuple(...paths.map((path) => fc.nat().map((ms): PathTotal => ({ path, ms })))));
    fc.assert(
      fc.property(someTotals, (totals) => {
        const durations = Object.values(toTabDuration(totals)).flatMap((view) =>
          typeof view === 'number' ? [view] : Object.values(view),
        );
        const sumMs = durations.reduce((sum, seconds) => sum + Math.round(seconds * 1000), 0);
        expect(sumMs).toBe(totals.reduce((sum, { ms }) => sum + ms, 0));
      }),
    );
  });
});
