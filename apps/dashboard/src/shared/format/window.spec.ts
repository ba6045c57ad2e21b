import { describe, expect, it } from '@jest/globals';
import { instantOf } from '../time/zone.js';
import { formatWindow } from './window.js';

const PARIS = 'Europe/Paris';
const at = (year: number, month: number, day: number, hour = 0, minute = 0): number =>
  instantOf({ year, month, day, hour, minute, second: 0 }, PARIS);

describe('a window in words', () => {
  it('is a date when it is one whole day', () => {
    expect(formatWindow({ from: at(2026, 11, 14), to: at(2026, 11, 15) }, PARIS)).toBe('14 Nov 2026');
  });

  it('names its last day, not the midnight that ends it', () => {
    expect(formatWindow({ from: at(2026, 11, 8), to: at(2026, 11, 15) }, PARIS)).toBe('8 Nov – 14 Nov 2026');
  });

  it('has the times when it does not begin and end at midnight of the time zone', () => {
    const window = { from: at(2026, 11, 8), to: at(2026, 11, 14, 14, 15) };
    expect(formatWindow(window, PARIS)).toBe('8 Nov, 00:00 – 14 Nov, 14:15');
    expect(formatWindow(window, 'UTC')).toBe('7 Nov, 23:00 – 14 Nov, 13:15');
  });

  it('counts the day on which clocks change as a whole day', () => {
    expect(formatWindow({ from: at(2026, 10, 25), to: at(2026, 10, 26) }, PARIS)).toBe('25 Oct 2026');
  });
});
