import { describe, expect, it } from '@jest/globals';
import type { TimelineAnswer } from '@dwell/shared';
import { startOfDay } from '../../shared/time/zone.js';
import { calendarWeeks, calendarWindow, dayClasses, monthHeadings } from './calendar.js';

const DAY = 86_400;
const at = (text: string): number => Date.parse(text) / 1000;

/** A Wednesday. */
const NOW = at('2026-11-18T14:07:00Z');

describe('calendarWindow', () => {
  it.each(['UTC', 'America/New_York', 'Pacific/Chatham'])(
    'is the running week and the 52 weeks before it, if the window is in them (%s)',
    (tz) => {
      const { from, to } = calendarWindow({ from: NOW - 7 * DAY, to: NOW }, tz, NOW);
      expect(startOfDay(from, tz)).toBe(from);
      expect(startOfDay(from, tz, 52 * 7 + (tz === 'Pacific/Chatham' ? 4 : 3))).toBe(to);
      expect(from).toBeLessThan(NOW - 364 * DAY);
      expect(to).toBeGreaterThan(NOW);
    },
  );

  it('stays the same when the window becomes one of the days that the calendar shows', () => {
    const whole = calendarWindow({ from: 0, to: NOW + DAY }, 'UTC', NOW);
    expect(calendarWindow({ from: whole.from, to: whole.from + DAY }, 'UTC', NOW)).toEqual(whole);
  });

  it('is the year in which an earlier window ends', () => {
    const year = { from: at('2024-01-01T00:00:00+01:00'), to: at('2025-01-01T00:00:00+01:00') };
    const march = { from: at('2024-03-01T00:00:00+01:00'), to: at('2024-03-02T00:00:00+01:00') };
    expect(calendarWindow(march, 'Europe/Paris', NOW)).toEqual(year);
    // The last day of the year ends when the next year begins.
    expect(calendarWindow({ from: year.to - DAY, to: year.to }, 'Europe/Paris', NOW)).toEqual(year);
  });
});

/** Returns a timeline in which each day has a second more than the day before. */
const timeline = (from: number, days: number, tz: string): TimelineAnswer => ({
  window: { from, to: startOfDay(from, tz, days) },
  previous_window: null,
  tz,
  bucket: 'day',
  buckets: Array.from({ length: days }, (_, day) => ({
    from: startOfDay(from, tz, day),
    to: startOfDay(from, tz, day + 1),
    partial: false,
    running: false,
  })),
  series: [{ view: 'a', visible_duration: Array.from({ length: days }, (_, day) => day) }],
  other: { views: 2, visible_duration: Array.from({ length: days }, () => 0.1) },
  previous: null,
});

describe('calendarWeeks', () => {
  it('puts each day into its week and weekday, also around clock changes, with the time on all views', () => {
    const tz = 'Europe/Paris';
    // A Thursday. Clocks go forward on Sunday 29 March, and back on Sunday 25 October.
    const first = at('2026-03-26T00:00:00+01:00');
    const weeks = calendarWeeks(timeline(first, 215, tz));
    expect(weeks[0]?.map((day) => day?.seconds)).toEqual([
      undefined,
      undefined,
      undefined,
      0.1,
      1.1,
      2.1,
      3.1,
    ]);
    expect(weeks[1]?.map((day) => day?.seconds)).toEqual([4.1, 5.1, 6.1, 7.1, 8.1, 9.1, 10.1]);
    expect(weeks.flat().filter((day) => day !== undefined)).toHaveLength(215);
    expect(weeks.at(-1)?.map((day) => day?.seconds)).toEqual([
      214.1,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('monthHeadings', () => {
  it('name each month once, above the weeks that begin in it', () => {
    const weeks = calendarWeeks(timeline(at('2026-01-01T00:00:00Z'), 365, 'UTC'));
    const headings = monthHeadings(weeks, 'UTC');
    expect(headings.map(({ at: instant }) => new Date(instant * 1000).getUTCMonth())).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    ]);
    expect(headings.reduce((sum, heading) => sum + heading.weeks, 0)).toBe(weeks.length);
  });
});

describe('dayClasses', () => {
  it('have rising bounds from 0, the last of which is at least the longest day, and a colour each', () => {
    const classes = dayClasses(calendarWeeks(timeline(at('2026-01-01T00:00:00Z'), 365, 'UTC')));
    const bounds = classes.map(({ upTo }) => upTo);
    expect(bounds[0]).toBe(0);
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
    expect(bounds.at(-1)).toBeGreaterThanOrEqual(364.1);
    expect(new Set(classes.map(({ color }) => color)).size).toBe(classes.length);
  });
});
