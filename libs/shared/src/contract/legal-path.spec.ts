import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from './testing/any-text.js';
import { legalPath, MAX_PATH_LENGTH } from './legal-path.js';
import { isLegalString, MAX_STRING_LENGTH } from './values.js';

/** Names with every kind of character, many of them long. */
const anyName = fc.oneof(
  anyText(),
  fc
    .array(fc.constantFrom('a', '\0', '\ud800', '\udc00', '😀', ','), { maxLength: 20 })
    .map((all) => all.join('')),
  fc.tuple(anyText(), fc.nat(1_500)).map(([end, count]) => 'x'.repeat(count) + end),
  fc.nat(900).map((count) => '😀'.repeat(count)),
);
const anyNames = fc.array(anyName, { maxLength: 5 });

describe('legalPath', () => {
  test.each([
    [['/orders'], ['/orders']],
    [
      ['/orders', 'open'],
      ['/orders', 'open'],
    ],
    [['/orders', ''], ['/orders']],
    [
      ['/orders', 'open', 'late'],
      ['/orders', 'open,late'],
    ],
    [
      ['/orders', 'open', 'late', 'mine'],
      ['/orders', 'open,late,mine'],
    ],
    [
      ['a\ud800', '\udc00b'],
      ['a\ufffd', '\ufffdb'],
    ],
    [['😀'], ['😀']],
    [['x'.repeat(MAX_STRING_LENGTH)], ['x'.repeat(MAX_STRING_LENGTH)]],
  ])('of %j is %j', (names, path) => {
    expect(legalPath(names)).toEqual(path);
  });

  test('shortens a name of more than 512 characters to its first 500 and a hash of the whole', () => {
    const name = `/report/${'x'.repeat(600)}`;
    const [view = ''] = legalPath([name]);
    expect(view.slice(0, 501)).toBe(`${name.slice(0, 500)}…`);
    expect(view.length).toBeLessThanOrEqual(508);
    // A stored name must be found again by every later version.
    expect(view.slice(501)).toBe('1f2fmm1');
  });

  test('gives long names that differ only at the end different names', () => {
    const names = Array.from({ length: 2_000 }, (_, n) => `/report/${'x'.repeat(600)}/${n}`);
    expect(new Set(names.map((name) => legalPath([name])[0])).size).toBe(names.length);
  });

  test('does not divide a surrogate pair where it shortens a name', () => {
    for (const before of ['', 'x']) {
      const [view = ''] = legalPath([before + '😀'.repeat(300)]);
      expect(view.isWellFormed()).toBe(true);
      expect(view).not.toContain('\ufffd');
      expect(view.startsWith(before + '😀'.repeat(249))).toBe(true);
    }
  });

  test('ignores what lies beyond the first 2,000 characters of all names', () => {
    const view = 'x'.repeat(MAX_PATH_LENGTH);
    expect(legalPath([`${view}y`])).toEqual(legalPath([view]));
    expect(legalPath([view, 'tab'])).toEqual(legalPath([view]));
    expect(legalPath([view.slice(1)])).not.toEqual(legalPath([view]));
    expect(legalPath(['a', `${view}y`])).toEqual(legalPath(['a', view]));
  });

  test('returns legal names, whatever the names are, and does not change a path that it made itself', () => {
    fc.assert(
      fc.property(anyNames, (names) => {
        fc.pre(/[^\0]/.test(names.join('\0').slice(0, MAX_PATH_LENGTH)));
        const path = legalPath(names);
        expect(path.every(isLegalString)).toBe(true);
        expect(legalPath(path)).toEqual(path);
      }),
      { numRuns: 1_000 },
    );
  });

  test('returns one or two legal names unchanged', () => {
    const legal = anyText({ minLength: 1, maxLength: MAX_STRING_LENGTH }).filter(isLegalString);
    fc.assert(
      fc.property(fc.array(legal, { minLength: 1, maxLength: 2 }), (path) => {
        expect(legalPath(path)).toEqual(path);
      }),
    );
  });
});
