import { describe, expect, it } from '@jest/globals';
import { instantOf } from '../time/zone.js';
import { formatComparedDays } from './compared-days.js';

const PARIS = 'Europe/Paris';
const at = (year: number, month: number, day: number, hour = 0, minute = 0): number =>
  instantOf({ year, month, day, hour, minute, second: 0 }, PARIS);

/** Returns the words without a comma after a weekday: whether there is one depends on the version of Node's data. */
const words = (from: number, to: number): string =>
  formatComparedDays({ from, to }, PARIS).replaceAll(/(?<=[A-Z][a-z]{2}),(?= \d)/g, '');

describe('the days of a compared window in words', () => {
  it.each([
    ['a day', at(2026, 11, 21), at(2026, 11, 22), 'Sat 21 Nov 2026'],
    ['a day on which clocks change', at(2026, 10, 25), at(2026, 10, 26), 'Sun 25 Oct 2026'],
    ['the beginning of a day', at(2026, 11, 21), at(2026, 11, 21, 14, 15), 'Sat 21 Nov 2026, 00:00 – 14:15'],
    ['the end of a day', at(2026, 11, 21, 9), at(2026, 11, 22), 'Sat 21 Nov 2026, 09:00 – 00:00'],
    ['several days', at(2025, 12, 28), at(2026, 1, 4), 'Sun 28 Dec 2025 – Sat 3 Jan 2026'],
    [
      'several days, the last of which is cut',
      at(2026, 10, 1),
      at(2026, 10, 29, 14, 15),
      'Thu 1 Oct 2026 – Thu 29 Oct 2026, 14:15',
    ],
    [
      'several days, the first of which is cut',
      at(2026, 10, 1, 9),
      at(2026, 10, 3),
      'Thu 1 Oct 2026, 09:00 – Fri 2 Oct 2026',
    ],
  ])('are, for %s (from %d to %d), "%s"', (_what, from, to, expected) => {
    expect(words(from, to)).toBe(expected);
  });
});
