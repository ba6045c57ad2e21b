import { describe, expect, it } from '@jest/globals';
import { type Comparison, SLOT_MS } from '@dwell/shared';
import { DateTime } from 'luxon';
import { comparedWindow } from './comparison.js';

const at = (iso: string, zone: string): number => DateTime.fromISO(iso, { zone }).toMillis();
const wall = (instant: number, zone: string): string =>
  DateTime.fromMillis(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");

/** A time after every window of these tests. */
const LATER = '2100-01-01';

/** Returns the window that a window is compared with. All times are wall times in `tz`. */
const compared = (
  compare: Comparison,
  from: string,
  to: string,
  { tz = 'Europe/Paris', now = LATER } = {},
): [string, string] | null => {
  const window = { from: at(from, tz), to: at(to, tz) };
  const other = comparedWindow(window, { tz, compare, now: at(now, tz) });
  return other && [wall(other.from, tz), wall(other.to, tz)];
};

describe('the window that a window is compared with', () => {
  it('is none if the query asks for none', () => {
    expect(compared('none', '2026-03-30', '2026-04-06')).toBeNull();
  });

  describe('for "previous"', () => {
    it('has as many whole days, even if one of them has 23 hours', () => {
      expect(compared('previous', '2026-03-30', '2026-04-06')).toEqual([
        '2026-03-23T00:00',
        '2026-03-30T00:00',
      ]);
    });

    it('ends at the same time of day as a window that ends within a day', () => {
      expect(compared('previous', '2026-03-30', '2026-03-30T14:15')).toEqual([
        '2026-03-29T00:00',
        '2026-03-29T14:15',
      ]);
      expect(compared('previous', '2026-03-02', '2026-03-08T09:30', { tz: 'Asia/Kathmandu' })).toEqual([
        '2026-02-23T00:00',
        '2026-03-01T09:30',
      ]);
    });

    it('has the same length if the window does not begin at midnight', () => {
      expect(compared('previous', '2026-03-30T09:00', '2026-03-30T17:00')).toEqual([
        '2026-03-30T01:00',
        '2026-03-30T09:00',
      ]);
    });

    it('begins at midnight where the clocks of the window’s first day skip midnight', () => {
      expect(compared('previous', '2026-04-24', '2026-04-26', { tz: 'Africa/Cairo' })).toEqual([
        '2026-04-22T00:00',
        '2026-04-24T01:00',
      ]);
    });

    it('includes the first of two midnights of a day whose clocks go back at 01:00', () => {
      const tz = 'Atlantic/Azores';
      const window = { from: at('2026-10-26', tz), to: at('2026-10-27', tz) };
      const other = comparedWindow(window, { tz, compare: 'previous', now: at(LATER, tz) });
      expect(other).toEqual({ from: at('2026-10-25T00:00Z', 'UTC'), to: window.from });
    });
  });

  describe('for "weekdays"', () => {
    it('is the same weekday of the week before', () => {
      expect(compared('weekdays', '2026-11-28', '2026-11-29')).toEqual([
        '2026-11-21T00:00',
        '2026-11-22T00:00',
      ]);
    });

    it('is earlier by the least number of whole weeks with which the two windows do not overlap', () => {
      expect(compared('weekdays', '2026-11-02', '2026-11-09')).toEqual([
        '2026-10-26T00:00',
        '2026-11-02T00:00',
      ]);
      expect(compared('weekdays', '2026-11-02', '2026-11-09T00:15')).toEqual([
        '2026-10-19T00:00',
        '2026-10-26T00:15',
      ]);
    });

    it('keeps the times of day across a clock change', () => {
      expect(compared('weekdays', '2026-03-30T09:00', '2026-03-30T17:00')).toEqual([
        '2026-03-23T09:00',
        '2026-03-23T17:00',
      ]);
    });

    it('has the same length where the clocks skip or repeat the whole window', () => {
      // In the first case, the clocks go back at the end of the window, so they show 02:00 at its begin and at its end.
      // In the second, they skip the hour from 02:00 in the earlier week.
      expect(
        comparedWindow(
          { from: at('2026-10-25T00:00', 'UTC'), to: at('2026-10-25T01:00', 'UTC') },
          { tz: 'Europe/Paris', compare: 'weekdays', now: at(LATER, 'UTC') },
        ),
      ).toEqual({ from: at('2026-10-18T00:00', 'UTC'), to: at('2026-10-18T01:00', 'UTC') });
      expect(compared('weekdays', '2026-04-05T02:00', '2026-04-05T03:00')).toEqual([
        '2026-03-29T03:00',
        '2026-03-29T04:00',
      ]);
    });
  });

  describe('for "month"', () => {
    it.each([
      ['the same days', '2026-11-01', '2026-11-30', '2026-10-01', '2026-10-30'],
      ['the whole month before a whole month', '2026-11-01', '2026-12-01', '2026-10-01', '2026-11-01'],
      ['the whole month before a shorter one', '2026-02-01', '2026-03-01', '2026-01-01', '2026-02-01'],
      [
        'the same day and times',
        '2026-11-17T09:00',
        '2026-11-17T17:00',
        '2026-10-17T09:00',
        '2026-10-17T17:00',
      ],
      ['all days that a shorter month has', '2026-03-01', '2026-03-30', '2026-02-01', '2026-03-01'],
      ['the end of a shorter month', '2026-03-01', '2026-03-30T14:15', '2026-02-01', '2026-03-01'],
      ['the last day of a shorter month', '2026-03-31', '2026-03-31T14:15', '2026-02-28', '2026-02-28T14:15'],
      ['the last day, when all days are lacking', '2026-03-30', '2026-04-01', '2026-02-28', '2026-03-01'],
      [
        'as many months earlier as keep the two windows apart',
        '2026-01-15',
        '2026-03-15',
        '2025-11-15',
        '2026-01-15',
      ],
      ['whole months before whole months', '2026-01-01', '2026-04-01', '2025-10-01', '2026-01-01'],
      ['days across the end of a month', '2026-10-31', '2026-11-30', '2026-09-30', '2026-10-30'],
    ])('is %s', (_what, from, to, otherFrom, otherTo) => {
      expect(compared('month', from, to)).toEqual(
        [otherFrom, otherTo].map((time) => wall(at(time, 'UTC'), 'UTC')),
      );
    });
  });

  describe('for "year"', () => {
    it.each([
      ['the same days', '2026-11-01', '2026-11-30', '2025-11-01', '2025-11-30'],
      ['the whole month', '2028-02-01', '2028-03-01', '2027-02-01', '2027-03-01'],
      ['28 February instead of 29 February', '2028-02-29', '2028-03-01', '2027-02-28', '2027-03-01'],
      ['two years earlier for more than one year', '2025-01-01', '2026-01-02', '2023-01-01', '2024-01-02'],
    ])('is %s', (_what, from, to, otherFrom, otherTo) => {
      expect(compared('year', from, to)).toEqual(
        [otherFrom, otherTo].map((time) => wall(at(time, 'UTC'), 'UTC')),
      );
    });
  });

  describe('of a window that reaches beyond now', () => {
    const now = '2026-11-18T14:07';

    it.each([
      ['previous', '2026-11-18', '2026-11-19', '2026-11-17', '2026-11-17T14:15'],
      ['previous', '2026-11-16', '2026-11-23', '2026-11-09', '2026-11-11T14:15'],
      ['previous', '2026-11-18T10:00', '2026-11-18T20:00', '2026-11-18', '2026-11-18T04:15'],
      ['weekdays', '2026-11-18', '2026-11-19', '2026-11-11', '2026-11-11T14:15'],
      ['weekdays', '2026-11-16', '2026-11-23', '2026-11-09', '2026-11-11T14:15'],
      ['month', '2026-11-01', '2026-12-01', '2026-10-01', '2026-10-18T14:15'],
      ['year', '2026-01-01', '2027-01-01', '2025-01-01', '2025-11-18T14:15'],
    ] as const)(
      'has, for "%s" and a window from %s to %s, only as much time as has passed of the window',
      (compare, from, to, ...other) => {
        expect(compared(compare, from, to, { now })).toEqual(
          other.map((time) => wall(at(time, 'UTC'), 'UTC')),
        );
      },
    );

    it('has the 31st day of a longer month only when the whole month is over', () => {
      expect(compared('month', '2026-11-01', '2026-12-01', { now: '2026-11-30T23:40' })).toEqual([
        '2026-10-01T00:00',
        '2026-10-30T23:45',
      ]);
      expect(compared('month', '2026-11-01', '2026-12-01', { now: '2026-12-01' })).toEqual([
        '2026-10-01T00:00',
        '2026-11-01T00:00',
      ]);
    });

    it('is none before the window has begun', () => {
      expect(compared('previous', '2026-11-19', '2026-11-20', { now: '2026-11-18T23:59' })).toBeNull();
      expect(compared('previous', '2026-11-19', '2026-11-20', { now: '2026-11-19' })).toEqual([
        '2026-11-18T00:00',
        '2026-11-18T00:15',
      ]);
    });
  });

  it('is none before 1970', () => {
    expect(
      comparedWindow({ from: 0, to: SLOT_MS }, { tz: 'UTC', compare: 'previous', now: SLOT_MS }),
    ).toBeNull();
  });
});
