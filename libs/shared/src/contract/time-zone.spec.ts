import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from './testing/any-text.js';
import { isTimeZone } from './time-zone.js';

describe('isTimeZone', () => {
  test('accepts every time zone that the system lists', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    expect(zones.length).toBeGreaterThan(400);
    expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
  });

  test.each([
    ...['UTC', 'GMT', 'Etc/UTC', 'Etc/GMT+5', 'GMT+0', 'GMT0', 'Zulu', 'EST', 'EST5EDT', 'CET', 'PRC', 'ROK'],
    ...['Asia/Kolkata', 'Asia/Calcutta', 'Europe/Kyiv', 'Europe/Kiev', 'US/Pacific', 'GB-Eire', 'W-SU', 'NZ'],
    ...['America/Argentina/ComodRivadavia', 'America/Port-au-Prince', 'europe/paris'],
  ])('accepts the name %s of the IANA list', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });

  test.each([
    ...[
      '',
      ' ',
      'Etc/Unknown',
      'etc/unknown',
      'Factory',
      'Europe/Atlantis',
      'Europe/Paris ',
      'Europe/Paris\0',
    ],
    ...['+05:30', '-05:30', '+0530', '+05', '-00:00', '\u221205:30', 'UTC+5', 'GMT+5', 'UTC+05:30', 'Z'],
    ...['IST', 'PST', 'ACT', 'SystemV/PST8PDT', '[object Object]', '__proto__'],
    ...[undefined, null, 0, {}, ['UTC']],
  ])('rejects %j', (value) => {
    expect(isTimeZone(value)).toBe(false);
  });

  test('accepts no string that Intl rejects, and no offset', () => {
    const offset = fc
      .tuple(fc.constantFrom('+', '-', '\u2212'), fc.nat(23), fc.constantFrom('', ':'), fc.nat(59))
      .map(
        ([sign, hours, colon, minutes]) =>
          `${sign}${String(hours).padStart(2, '0')}${colon}${String(minutes).padStart(2, '0')}`,
      );
    fc.assert(
      fc.property(fc.oneof(anyText(), offset), (text) => {
        if (!isTimeZone(text)) return;
        expect(text).toMatch(/^[A-Za-z]/);
        expect(() => new Intl.DateTimeFormat('en', { timeZone: text })).not.toThrow();
      }),
    );
    fc.assert(
      fc.property(offset, (text) => {
        expect(isTimeZone(text)).toBe(false);
      }),
    );
  });
});
