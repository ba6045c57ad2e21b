import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { path } from './testing/arbitraries.js';
import {
  isLegalString,
  LEGAL_STRING_RULE,
  MAX_STRING_LENGTH,
  parseDecimal,
  pathKey,
  pathOf,
  samePath,
  SLOT_SECONDS,
  toMilliseconds,
  toSeconds,
} from './values.js';

describe('isLegalString', () => {
  test('accepts 1 to 512 characters', () => {
    expect(isLegalString('')).toBe(false);
    expect(isLegalString('a')).toBe(true);
    expect(isLegalString('a'.repeat(512))).toBe(true);
    expect(isLegalString('a'.repeat(513))).toBe(false);
    expect(LEGAL_STRING_RULE).toContain('1 to 512');
  });

  test('counts UTF-16 code units: an emoji is two', () => {
    expect(isLegalString('😀'.repeat(MAX_STRING_LENGTH / 2))).toBe(true);
    expect(isLegalString('😀'.repeat(MAX_STRING_LENGTH / 2) + 'a')).toBe(false);
  });

  test.each([' ', '\n', '\u0001', '__proto__', 'a.b', '$set', '日本語', '👩‍👩‍👧', '\uFFFF', '\uD83D\uDE00'])(
    'accepts %j',
    (value) => {
      expect(isLegalString(value)).toBe(true);
    },
  );

  test.each(['\0', 'a\0b', '\uD83D', 'a\uDE00', '\uDE00\uD83D'])('rejects %j', (value) => {
    expect(isLegalString(value)).toBe(false);
  });

  test.each([undefined, null, 1, true, ['a'], {}, new String('a')])(
    'rejects %p, which is not a string',
    (value) => {
      expect(isLegalString(value)).toBe(false);
    },
  );
});

test('the UTC offset of every time zone is a multiple of a slot', () => {
  const year = Date.UTC(2026, 0, 1);
  const offsets = Intl.supportedValuesOf('timeZone').map((timeZone) => {
    const { value = '' } =
      new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
        .formatToParts(year)
        .find(({ type }) => type === 'timeZoneName') ?? {};
    const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d+):(\d+))?/.exec(value) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  });
  expect(offsets.length).toBeGreaterThan(300);
  expect(offsets.filter((offset) => offset % SLOT_SECONDS !== 0)).toEqual([]);
});

describe('parseDecimal', () => {
  test.each([
    ['0', 0],
    ['007', 7],
    ['-12', -12],
    ['1700000000.123', 1_700_000_000.123],
    ['5.0', 5],
  ])('returns the number in %j', (text, number) => {
    expect(parseDecimal(text)).toBe(number);
  });

  test.each([
    ...['', ' ', ' 10', '10 ', '1 0', '10\n', '+10', '--1', '-', '.', '.5', '5.', '1.2.3', '1,000', '1_000'],
    ...['1e3', '1E3', '0x10', '0b1', '0o7', '10n', 'Infinity', 'NaN', 'ten', '١٠', '１０', '𝟙'],
  ])('returns undefined for %j', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  test('reads back every number that is written in decimal notation', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(999), (whole, thousandths) => {
        const text = `${whole}.${String(thousandths).padStart(3, '0')}`;
        expect(parseDecimal(text)).toBe(Number(text));
      }),
    );
  });
});

test('samePath compares view and tab', () => {
  expect(samePath(['a', 'b'], ['a', 'b'])).toBe(true);
  expect(samePath(['a'], ['a'])).toBe(true);
  expect(samePath(['a'], ['a', 'b'])).toBe(false);
  expect(samePath(['a', 'b'], ['b', 'a'])).toBe(false);
});

test('pathOf makes a path of a view, with the tab if there is one', () => {
  expect(pathOf({ view: 'news', tab: 'sport' })).toEqual(['news', 'sport']);
  expect(pathOf({ view: 'news' })).toEqual(['news']);
  expect(pathOf({ view: 'news', tab: undefined })).toEqual(['news']);
});

test('pathKey returns the same key for two paths only if they are the same', () => {
  fc.assert(
    fc.property(path, path, (a, b) => {
      expect(pathKey(a) === pathKey(b)).toBe(samePath(a, b));
      expect(pathKey([...a])).toBe(pathKey(a));
    }),
  );
  expect(pathKey(['a', 'b'])).not.toBe(pathKey(['ab']));
});

test('toSeconds returns at most three decimals', () => {
  expect(toSeconds(1)).toBe(0.001);
  expect(toSeconds(1_700_000_000_123)).toBe(1_700_000_000.123);
  fc.assert(
    fc.property(fc.maxSafeNat(), (ms) => {
      expect(JSON.stringify(toSeconds(ms))).toMatch(/^\d+(\.\d{1,3})?$/);
    }),
  );
});

test('toMilliseconds rounds to the nearest millisecond', () => {
  expect(toMilliseconds(0.0004)).toBe(0);
  expect(toMilliseconds(0.0006)).toBe(1);
  // 1.005 × 1000 is 1004.9999999999999 in floating point.
  expect(toMilliseconds(1.005)).toBe(1_005);
});

test('toMilliseconds reverses toSeconds', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 43), (ms) => {
      expect(toMilliseconds(toSeconds(ms))).toBe(ms);
    }),
  );
});
