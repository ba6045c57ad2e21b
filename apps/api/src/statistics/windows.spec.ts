import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BUCKETS, MAX_BUCKETS, SLOT_MS } from '@dwell/shared';
import { DateTime } from 'luxon';
import { InvalidFields } from '../http/validation.js';
import { bucketsOf, scopeOf } from './windows.js';

const at = (iso: string, zone: string): number => DateTime.fromISO(iso, { zone }).toMillis();

const scope = (from: string, to: string, tz: string) =>
  scopeOf({ from: at(from, tz) / 1000, to: at(to, tz) / 1000, tz }, 0);

const ZONES = [
  'UTC',
  'Europe/Paris',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Australia/Lord_Howe',
];

describe('scopeOf', () => {
  it('snaps the window outward to slots of 15 minutes', () => {
    expect(scopeOf({ from: 901, to: 1799 }, 0).window).toEqual({ from: SLOT_MS, to: 2 * SLOT_MS });
    expect(scopeOf({ from: 900, to: 1800 }, 0).window).toEqual({ from: SLOT_MS, to: 2 * SLOT_MS });
  });

  it('defaults to the last seven days', () => {
    const now = at('2026-03-10T12:00', 'UTC');
    expect(scopeOf({}, now).window).toEqual({ from: at('2026-03-03T12:00', 'UTC'), to: now });
  });

  it('rejects a window that is empty or ends before it begins', () => {
    expect(() => scopeOf({ from: 20, to: 20 }, 0)).toThrow(InvalidFields);
    expect(() => scopeOf({ from: 21, to: 20 }, 0)).toThrow(InvalidFields);
  });

  it('compares whole days with as many whole days, even if one of them has 23 hours', () => {
    const { previous } = scope('2026-03-30', '2026-04-06', 'Europe/Paris');
    expect(previous).toEqual({
      from: at('2026-03-23', 'Europe/Paris'),
      to: at('2026-03-30', 'Europe/Paris'),
    });
    expect(previous.to - previous.from).toBe((7 * 24 - 1) * 3_600_000);
  });

  it('compares a day that still runs with the same part of the day before', () => {
    const { previous } = scope('2026-03-30', '2026-03-30T14:15', 'Europe/Paris');
    expect(previous).toEqual({
      from: at('2026-03-29', 'Europe/Paris'),
      to: at('2026-03-29T14:15', 'Europe/Paris'),
    });
  });

  it('compares several days, the last of which still runs, with as many days up to the same time of day', () => {
    const { previous } = scope('2026-03-02', '2026-03-08T09:30', 'Asia/Kathmandu');
    expect(previous).toEqual({
      from: at('2026-02-23', 'Asia/Kathmandu'),
      to: at('2026-03-01T09:30', 'Asia/Kathmandu'),
    });
  });

  it('returns two windows that do not overlap and lie on slot edges, in every zone', () => {
    const from = fc.integer({ min: 86_400 * 70, max: 2_000_000_000 });
    fc.assert(
      fc.property(
        from,
        fc.integer({ min: 1, max: 60 * 86_400 }),
        fc.boolean(),
        fc.constantFrom(...ZONES),
        (start, length, midnight, tz) => {
          const begin = midnight
            ? DateTime.fromSeconds(start, { zone: tz }).startOf('day').toSeconds()
            : start;
          const { window, previous } = scopeOf({ from: begin, to: begin + length, tz }, 0);
          expect(previous.to).toBeLessThanOrEqual(window.from);
          expect(previous.from).toBeLessThan(previous.to);
          expect([previous.from % SLOT_MS, previous.to % SLOT_MS]).toEqual([0, 0]);
        },
      ),
    );
  });

  it('compares a window that does not begin at midnight with one of the same length', () => {
    const { previous } = scope('2026-03-30T09:00', '2026-03-30T17:00', 'Europe/Paris');
    expect(previous.from).toBe(at('2026-03-30T01:00', 'Europe/Paris'));
  });
});

describe('bucketsOf', () => {
  it('returns calendar days of the zone, one of 23 hours when the clocks change', () => {
    const { window, tz } = scope('2026-03-28', '2026-03-31', 'Europe/Paris');
    const hours = bucketsOf(window, tz, 'day').map(({ from, to }) => (to - from) / 3_600_000);
    expect(hours).toEqual([24, 23, 24]);
  });

  it('cuts the first and the last bucket to the window', () => {
    const { window, tz } = scope('2026-03-02T18:00', '2026-03-04T06:00', 'Asia/Kathmandu');
    const hours = bucketsOf(window, tz, 'day').map(({ from, to }) => (to - from) / 3_600_000);
    expect(hours).toEqual([6, 24, 6]);
  });

  it('begins weeks on Monday and months on the first', () => {
    const { window, tz } = scope('2026-01-01', '2026-03-01', 'UTC');
    expect(bucketsOf(window, tz, 'week')[1]?.from).toBe(at('2026-01-05', 'UTC'));
    expect(bucketsOf(window, tz, 'month').map(({ from }) => from)).toEqual([
      at('2026-01-01', 'UTC'),
      at('2026-02-01', 'UTC'),
    ]);
  });

  it('covers the window without gap or overlap, on slot edges, in every zone', () => {
    const from = fc.integer({ min: 0, max: 2_000_000_000 });
    fc.assert(
      fc.property(
        from,
        fc.integer({ min: 1, max: 60 * 86_400 }),
        fc.constantFrom(...ZONES),
        fc.constantFrom(...BUCKETS),
        (start, length, tz, bucket) => {
          const { window } = scopeOf({ from: start, to: start + length, tz }, 0);
          const buckets = bucketsOf(window, tz, bucket);
          expect(buckets[0]?.from).toBe(window.from);
          expect(buckets.at(-1)?.to).toBe(window.to);
          buckets.forEach(({ from: begin, to: end }, index) => {
            expect(end).toBeGreaterThan(begin);
            expect(begin % SLOT_MS).toBe(0);
            if (index > 0) expect(begin).toBe(buckets[index - 1]?.to);
          });
        },
      ),
    );
  });

  it('rejects more buckets than MAX_BUCKETS', () => {
    const hours = (count: number) => ({ from: 0, to: count * 3_600_000 });
    expect(bucketsOf(hours(MAX_BUCKETS), 'UTC', 'hour')).toHaveLength(MAX_BUCKETS);
    expect(() => bucketsOf(hours(MAX_BUCKETS + 1), 'UTC', 'hour')).toThrow(InvalidFields);
  });
});
