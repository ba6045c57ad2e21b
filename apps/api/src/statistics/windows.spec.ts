import { describe, expect, it, jest } from '@jest/globals';
import { IANAZone } from 'luxon';
import { type Bucket, MAX_BUCKETS, SLOT_MS } from '@dwell/shared';
import { DateTime } from 'luxon';
import { InvalidFields } from '../http/validation.js';
import { bucketsOf, hoursOf, scopeOf } from './windows.js';

const at = (iso: string, zone: string): number => DateTime.fromISO(iso, { zone }).toMillis();

/** A time at which none of the buckets that these tests look at still runs. */
const LATER = at('2100-01-01', 'UTC');

const buckets = (from: string, to: string, tz: string, bucket: Bucket, now = LATER) =>
  bucketsOf({ from: at(from, tz), to: at(to, tz) }, { tz, bucket, now });

describe('scopeOf', () => {
  it('snaps the window outward to slots of 15 minutes', () => {
    expect(scopeOf({ from: 901, to: 1799 }, 0).window).toEqual({ from: SLOT_MS, to: 2 * SLOT_MS });
    expect(scopeOf({ from: 900, to: 1800 }, 0).window).toEqual({ from: SLOT_MS, to: 2 * SLOT_MS });
  });

  it('defaults to the last seven days', () => {
    const now = at('2026-03-10T12:00', 'UTC');
    expect(scopeOf({}, now).window).toEqual({ from: at('2026-03-03T12:00', 'UTC'), to: now });
    expect(scopeOf({}, now + 1).window).toEqual({ from: at('2026-03-03T12:00', 'UTC'), to: now + SLOT_MS });
  });

  it('rejects a window that is empty or ends before it begins', () => {
    expect(() => scopeOf({ from: 20, to: 20 }, 0)).toThrow(InvalidFields);
    expect(() => scopeOf({ from: 21, to: 20 }, 0)).toThrow(InvalidFields);
  });
});

describe('bucketsOf', () => {
  it('returns calendar days of the zone, one of 23 hours when the clocks change', () => {
    const days = buckets('2026-03-28', '2026-03-31', 'Europe/Paris', 'day');
    const hours = days.map(({ from, to }) => (to - from) / 3_600_000);
    expect(hours).toEqual([24, 23, 24]);
  });

  it('cuts the first and the last bucket to the window', () => {
    const days = buckets('2026-03-02T18:00', '2026-03-04T06:00', 'Asia/Kathmandu', 'day');
    expect(days.map(({ from, to }) => (to - from) / 3_600_000)).toEqual([6, 24, 6]);
  });

  it('begins weeks on Monday and months on the first', () => {
    const weeks = buckets('2026-01-01', '2026-03-01', 'UTC', 'week');
    expect(weeks[1]?.from).toBe(at('2026-01-05', 'UTC'));
    expect(buckets('2026-01-01', '2026-03-01', 'UTC', 'month').map(({ from }) => from)).toEqual([
      at('2026-01-01', 'UTC'),
      at('2026-02-01', 'UTC'),
    ]);
  });

  it('says which buckets the window cuts', () => {
    const days = buckets('2026-03-02T18:00', '2026-03-05T06:00', 'Asia/Kathmandu', 'day');
    expect(days.map(({ partial }) => partial)).toEqual([true, false, false, true]);
    const whole = buckets('2026-03-02', '2026-03-05', 'Asia/Kathmandu', 'day');
    expect(whole.map(({ partial }) => partial)).toEqual([false, false, false]);
  });

  it.each([
    ['2026-03-03T23:59:59.999', 'before', [false, true]],
    ['2026-03-04T00:00', 'at', [false, false]],
  ] as const)('says at %s, %s the end of the last day, which days still run', (now, _when, running) => {
    const days = buckets('2026-03-02', '2026-03-04', 'Asia/Kathmandu', 'day', at(now, 'Asia/Kathmandu'));
    expect(days.map((day) => day.running)).toEqual(running);
    expect(days.map((day) => day.partial)).toEqual(running);
  });

  it('calls a bucket partial, but not running, when the window cuts off the part that still runs', () => {
    const now = at('2026-03-03T14:00', 'UTC');
    const [, today] = buckets('2026-03-02', '2026-03-03T13:00', 'UTC', 'day', now);
    expect(today).toMatchObject({ partial: true, running: false });
    const [, today2] = buckets('2026-03-02', '2026-03-03T14:15', 'UTC', 'day', now);
    expect(today2).toMatchObject({ partial: true, running: true });
  });

  it('rejects more buckets than MAX_BUCKETS', () => {
    const hours = (count: number) => ({ from: 0, to: count * 3_600_000 });
    const options = { tz: 'UTC', bucket: 'hour', now: LATER } as const;
    expect(bucketsOf(hours(MAX_BUCKETS), options)).toHaveLength(MAX_BUCKETS);
    expect(() => bucketsOf(hours(MAX_BUCKETS + 1), options)).toThrow(InvalidFields);
  });

  it.each(['hour', 'day', 'week', 'month'] as const)(
    'refuses a window with far too many buckets without computing them: %s',
    (bucket) => {
      const offset = jest.spyOn(IANAZone.prototype, 'offset');
      const window = { from: 0, to: MAX_BUCKETS * 40 * 24 * 3_600_000 };
      expect(() => bucketsOf(window, { tz: 'Europe/Berlin', bucket, now: LATER })).toThrow(InvalidFields);
      expect(offset).not.toHaveBeenCalled();
      offset.mockRestore();
    },
  );
});

describe('hoursOf', () => {
  it('puts each part of an hour in which clocks go back into the hour that a clock shows', () => {
    // In Chatham the clocks go back from 3:45 to 2:45.
    const change = at('2026-04-05T02:45+12:45', 'UTC');
    const hours = hoursOf({ from: change - 4 * SLOT_MS, to: change + 6 * SLOT_MS }, 'Pacific/Chatham');
    const shown = (instant: number) =>
      DateTime.fromMillis(instant, { zone: 'Pacific/Chatham' }).toFormat('H:mm');
    expect(hours.map(({ from, to }) => [shown(from), shown(to - 1)])).toEqual([
      ['2:45', '2:59'],
      ['3:00', '3:14'],
      ['3:15', '3:29'],
      ['3:30', '3:44'],
      ['2:45', '2:59'],
      ['3:00', '3:59'],
      ['4:00', '4:14'],
    ]);
  });
});
