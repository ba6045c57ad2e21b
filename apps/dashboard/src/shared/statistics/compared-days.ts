import type { TimeWindow } from '@dwell/shared';
import { formatInstant } from '../format/instant.js';
import { startOfDay } from '../time/zone.js';

/**
 * Returns the days of a window in words, each with its weekday, so that the reader sees whether a Monday is compared
 * with a Monday: `Sat 21 Nov 2026`, `Sun 1 Nov 2026 – Sat 7 Nov 2026`. Times follow where the window cuts a day.
 */
export const formatComparedDays = ({ from, to }: TimeWindow, tz: string): string => {
  const day = (instant: number): string => formatInstant(instant, tz, 'fullDay');
  const time = (instant: number): string => formatInstant(instant, tz, 'time');
  const lastDay = startOfDay(to - 1, tz);
  const fromMidnight = startOfDay(from, tz) === from;
  const toMidnight = startOfDay(to, tz) === to;
  if (startOfDay(from, tz) === lastDay) {
    return fromMidnight && toMidnight ? day(from) : `${day(from)}, ${time(from)} – ${time(to)}`;
  }
  const start = fromMidnight ? day(from) : `${day(from)}, ${time(from)}`;
  return `${start} – ${toMidnight ? day(lastDay) : `${day(lastDay)}, ${time(to)}`}`;
};
