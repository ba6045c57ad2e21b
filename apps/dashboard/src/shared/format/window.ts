import type { TimeWindow } from '@dwell/shared';
import { startOfDay } from '../time/zone.js';
import { formatInstant } from './instant.js';

const MINUTE = 60;

/**
 * Returns a window in words: whole days as `8 Nov – 14 Nov 2026`, other windows with their times. If both times are on
 * the same day, the day is named only once: `14 Nov, 00:00 – 14:15`. A window shorter than a minute is shown as one
 * time.
 */
export const formatWindow = ({ from, to }: TimeWindow, tz: string, now?: number): string => {
  const whole = startOfDay(from, tz) === from && startOfDay(to, tz) === to;
  if (to - from < MINUTE) return formatInstant(from, tz, 'dayTime', now);
  if (!whole) {
    return `${formatInstant(from, tz, 'dayTime', now)} – ${formatInstant(to, tz, endStyle(from, to, tz), now)}`;
  }
  const lastDay = startOfDay(to, tz, -1);
  if (lastDay === from) return formatInstant(from, tz, 'date');
  return `${formatInstant(from, tz, 'day', lastDay)} – ${formatInstant(lastDay, tz, 'date')}`;
};

/**
 * Returns the style for the end of a time span whose start has the style `dayTime`. If both are on the same day, the
 * end has no day.
 */
export const endStyle = (from: number, to: number, tz: string): 'time' | 'dayTime' =>
  startOfDay(from, tz) === startOfDay(to, tz) ? 'time' : 'dayTime';
