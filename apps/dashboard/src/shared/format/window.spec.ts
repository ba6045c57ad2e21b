import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { instantOf } from '../time/zone.js';
import { formatWindow } from './window.js';

// A date in another year than the current one is shown with its year, so the tests fix the current date.
beforeAll(() => void jest.useFakeTimers({ now: Date.UTC(2026, 10, 29) }));
afterAll(() => void jest.useRealTimers());

const PARIS = 'Europe/Paris';
const at = (year: number, month: number, day: number, hour = 0, minute = 0): number =>
  instantOf({ year, month, day, hour, minute, second: 0 }, PARIS);

describe('a window in words', () => {
  it('is one date when the window is one whole day', () => {
    expect(formatWindow({ from: at(2026, 11, 14), to: at(2026, 11, 15) }, PARIS)).toBe('14 Nov 2026');
  });

  it('ends with the last day, not with the midnight after it', () => {
    expect(formatWindow({ from: at(2026, 11, 8), to: at(2026, 11, 15) }, PARIS)).toBe('8 Nov – 14 Nov 2026');
  });

  it('has times when the window does not begin and end at midnight in the time zone', () => {
    const window = { from: at(2026, 11, 8), to: at(2026, 11, 14, 14, 15) };
    expect(formatWindow(window, PARIS)).toBe('8 Nov, 00:00 – 14 Nov, 14:15');
    expect(formatWindow(window, 'UTC')).toBe('7 Nov, 23:00 – 14 Nov, 13:15');
  });

  it('names the day only once when both times are on it', () => {
    const window = { from: at(2026, 11, 14), to: at(2026, 11, 14, 14, 15) };
    expect(formatWindow(window, PARIS)).toBe('14 Nov, 00:00 – 14:15');
    expect(formatWindow(window, 'UTC')).toBe('13 Nov, 23:00 – 14 Nov, 13:15');
  });

  it('counts a day on which clocks change as a whole day', () => {
    expect(formatWindow({ from: at(2026, 10, 25), to: at(2026, 10, 26) }, PARIS)).toBe('25 Oct 2026');
  });

  it('has the year of each time that is not in this year; whole days over the end of a year have both years', () => {
    expect(formatWindow({ from: at(2025, 11, 8), to: at(2025, 11, 14, 14, 15) }, PARIS)).toBe(
      '8 Nov 2025, 00:00 – 14 Nov 2025, 14:15',
    );
    expect(formatWindow({ from: at(2025, 12, 28), to: at(2026, 1, 4) }, PARIS)).toBe(
      '28 Dec 2025 – 3 Jan 2026',
    );
    expect(formatWindow({ from: at(2025, 12, 28), to: at(2026, 1, 4, 9) }, PARIS)).toBe(
      '28 Dec 2025, 00:00 – 4 Jan, 09:00',
    );
  });
});
