import { describe, expect, it } from '@jest/globals';
import { formatClock, formatInstant, type InstantStyle } from './instant.js';

const NOW = Date.UTC(2026, 10, 29) / 1000;

describe('an instant in words', () => {
  const styles: InstantStyle[] = [
    'date',
    'day',
    'weekday',
    'fullDay',
    'month',
    'dayTime',
    'dayClock',
    'exact',
  ];

  it.each(styles)('has its year in the style %s when that is not this year', (style) => {
    for (const [year, instant] of [
      ['2030', Date.UTC(2030, 0, 5, 12)],
      ['2025', Date.UTC(2025, 11, 31, 12)],
      ['1970', 0],
    ] as const) {
      expect(formatInstant(instant / 1000, 'UTC', style, NOW)).toContain(year);
    }
  });

  it('has no year in the short styles when that is this year', () => {
    const instant = Date.UTC(2026, 10, 14, 14, 5, 9) / 1000;
    expect(formatInstant(instant, 'UTC', 'day', NOW)).toBe('14 Nov');
    expect(formatInstant(instant, 'UTC', 'dayTime', NOW)).toBe('14 Nov, 14:05');
    expect(formatInstant(instant, 'UTC', 'dayClock', NOW)).toBe('14 Nov, 14:05:09');
  });

  it('has no year if its date in its time zone is of this year', () => {
    const newYear = Date.UTC(2025, 11, 31, 23, 30) / 1000;
    expect(formatInstant(newYear, 'UTC', 'day', NOW)).toBe('31 Dec 2025');
    expect(formatInstant(newYear, 'Europe/Paris', 'day', NOW)).toBe('1 Jan');
  });
});

describe('a clock', () => {
  const evening = Date.UTC(2026, 10, 14, 20, 5, 9) / 1000;

  it('shows only the time if the instant is today in the time zone, else the day too', () => {
    const hourLater = evening + 3_600;
    expect(formatClock(evening, 'UTC', hourLater)).toBe('20:05:09');
    expect(formatClock(evening, 'Asia/Kathmandu', hourLater)).toBe('01:50:09');
    const fiveHoursLater = evening + 5 * 3_600;
    expect(formatClock(evening, 'UTC', fiveHoursLater)).toBe('14 Nov, 20:05:09');
    expect(formatClock(evening, 'Asia/Kathmandu', fiveHoursLater)).toBe('01:50:09');
  });
});
