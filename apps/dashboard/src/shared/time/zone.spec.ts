import { afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  browserTimeZone,
  fromWallText,
  hasTimeZone,
  instantOf,
  startOfDay,
  startOfMonth,
  toWallText,
  wallClockAt,
} from './zone.js';

const utc = (text: string): number => Date.parse(text) / 1000;

describe('the wall clock at an instant', () => {
  it('follows a time zone whose offset is not in whole hours', () => {
    expect(wallClockAt(utc('2026-11-14T12:00:00Z'), 'Asia/Kathmandu')).toEqual({
      year: 2026,
      month: 11,
      day: 14,
      hour: 17,
      minute: 45,
      second: 0,
    });
  });
});

describe('the instant of a wall clock', () => {
  it.each([
    'UTC',
    'Europe/Paris',
    'America/New_York',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Australia/Lord_Howe',
  ])('is the instant at which a clock in %s showed that time, all year', (tz) => {
    for (let instant = utc('2026-01-01T00:07:13Z'); instant < utc('2027-01-01'); instant += 41 * 3_600) {
      const found = instantOf(wallClockAt(instant, tz), tz);
      // If the clock shows an hour twice, the result is its first occurrence.
      expect([instant, instant - 3_600, instant - 1_800]).toContain(found);
      expect(wallClockAt(found, tz)).toEqual(wallClockAt(instant, tz));
    }
  });

  it('is the first of the two instants that show one time when clocks go back', () => {
    const wall = { year: 2026, month: 10, day: 25, hour: 2, minute: 30, second: 0 };
    expect(instantOf(wall, 'Europe/Paris')).toBe(utc('2026-10-25T00:30:00Z'));
  });

  it('is after the jump when clocks go forward and skip that time', () => {
    const wall = { year: 2026, month: 3, day: 29, hour: 2, minute: 30, second: 0 };
    expect(instantOf(wall, 'Europe/Paris')).toBe(utc('2026-03-29T01:30:00Z'));
  });
});

describe('the start of a day', () => {
  it('is 23 or 25 hours before the start of the next day when clocks change', () => {
    const spring = utc('2026-03-29T12:00:00Z');
    const autumn = utc('2026-10-25T12:00:00Z');
    expect(startOfDay(spring, 'Europe/Paris', 1) - startOfDay(spring, 'Europe/Paris')).toBe(23 * 3_600);
    expect(startOfDay(autumn, 'Europe/Paris', 1) - startOfDay(autumn, 'Europe/Paris')).toBe(25 * 3_600);
  });

  it('is found across the ends of months and years', () => {
    expect(startOfDay(utc('2026-12-31T23:30:00Z'), 'Europe/Paris')).toBe(utc('2026-12-31T23:00:00Z'));
    expect(startOfDay(utc('2026-03-03T12:00:00Z'), 'UTC', -6)).toBe(utc('2026-02-25T00:00:00Z'));
  });

  it('is the first instant of the day when clocks skip midnight', () => {
    expect(startOfDay(utc('2026-04-24T12:00:00Z'), 'Africa/Cairo')).toBe(utc('2026-04-23T22:00:00Z'));
  });

  it('is also found for the first day of the instant’s month', () => {
    expect(startOfMonth(utc('2026-11-14T12:00:00Z'), 'Asia/Kathmandu')).toBe(utc('2026-10-31T18:15:00Z'));
  });
});

describe("the date pickers' text", () => {
  it('is converted from an instant and back', () => {
    const instant = utc('2026-11-14T12:05:09Z');
    expect(toWallText(instant, 'Asia/Kathmandu')).toBe('2026-11-14 17:50:09');
    expect(fromWallText('2026-11-14 17:50:09', 'Asia/Kathmandu')).toBe(instant);
  });
});

describe("the browser's time zone", () => {
  const reporting = (timeZone: unknown): void => {
    const options = Intl.DateTimeFormat().resolvedOptions();
    jest
      .spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions')
      .mockReturnValue({ ...options, timeZone: timeZone as string });
  };
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is the one that the browser names', () => {
    reporting('Asia/Kathmandu');
    expect(hasTimeZone()).toBe(true);
    expect(browserTimeZone()).toBe('Asia/Kathmandu');
  });

  it.each(['Etc/Unknown', '', '+05:30', undefined])('is UTC if the browser says %j', (timeZone) => {
    reporting(timeZone);
    expect(hasTimeZone()).toBe(false);
    expect(browserTimeZone()).toBe('UTC');
  });
});
