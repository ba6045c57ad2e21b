import { instantOf, wallClockAt } from './zone.js';

const padded = (value: number, length = 2): string => String(value).padStart(length, '0');

/** What a clock and a calendar in `tz` show, as the date pickers write it: `2026-11-14 09:05:00`. */
export const toWallText = (instant: number, tz: string): string => {
  const { year, month, day, hour, minute, second } = wallClockAt(instant, tz);
  const date = `${padded(year, 4)}-${padded(month)}-${padded(day)}`;
  return `${date} ${padded(hour)}:${padded(minute)}:${padded(second)}`;
};

/** The instant that such a text names in `tz`. */
export const fromWallText = (text: string, tz: string): number => {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = text.split(/\D/).map(Number);
  return instantOf({ year, month, day, hour, minute, second }, tz);
};
