import { describe, expect, test } from '@jest/globals';
import { isLegalString, LEGAL_STRING_RULE, MAX_STRING_LENGTH, SLOT_SECONDS } from './limits.js';

describe('a view, tab or username', () => {
  test('is of 1 to 512 characters', () => {
    expect(isLegalString('')).toBe(false);
    expect(isLegalString('a')).toBe(true);
    expect(isLegalString('a'.repeat(512))).toBe(true);
    expect(isLegalString('a'.repeat(513))).toBe(false);
    expect(LEGAL_STRING_RULE).toContain('1 to 512');
  });

  test('is measured in UTF-16 code units: an emoji is two', () => {
    expect(isLegalString('😀'.repeat(MAX_STRING_LENGTH / 2))).toBe(true);
    expect(isLegalString('😀'.repeat(MAX_STRING_LENGTH / 2) + 'a')).toBe(false);
  });

  test.each([' ', '\n', '\u0001', '__proto__', 'a.b', '$set', '日本語', '👩‍👩‍👧', '\uFFFF', '\uD83D\uDE00'])(
    'may be %j',
    (value) => {
      expect(isLegalString(value)).toBe(true);
    },
  );

  test.each(['\0', 'a\0b', '\uD83D', 'a\uDE00', '\uDE00\uD83D'])('may not be %j', (value) => {
    expect(isLegalString(value)).toBe(false);
  });

  test.each([undefined, null, 1, true, ['a'], {}, new String('a')])('is a string, not %p', (value) => {
    expect(isLegalString(value)).toBe(false);
  });
});

test("a slot divides every time zone's offset, which are multiples of a quarter of an hour", () => {
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
