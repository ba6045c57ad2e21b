import { messages } from '../messages/messages.js';
import { formatNumber } from './number.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Below this many seconds, tenths of a second are shown. */
const TENTHS_BELOW = 10;

/** From this many hours on, minutes are not shown. */
const WHOLE_HOURS_FROM = 1_000;

const padded = (value: number): string => String(value).padStart(2, '0');

/** Returns a length of time in words, given in seconds: `1 h 04 min`, `3 min 20 s`, `0.4 s`. */
export const formatDuration = (seconds: number): string => {
  const { h, min, s } = messages.units;
  if (seconds < 0) return `−${formatDuration(-seconds)}`;
  if (seconds > 0 && seconds < 0.05) return `< ${formatNumber(0.1)} ${s}`;
  const tenths = Math.round(seconds * 10) / 10;
  if (tenths < TENTHS_BELOW) return `${formatNumber(tenths)} ${s}`;
  const whole = Math.round(seconds);
  if (whole < MINUTE) return `${String(whole)} ${s}`;
  if (whole < HOUR) return withRest(Math.floor(whole / MINUTE), min, whole % MINUTE, s);
  const minutes = Math.round(seconds / MINUTE);
  const hours = minutes / MINUTE;
  if (hours >= WHOLE_HOURS_FROM) return `${formatNumber(Math.round(hours))} ${h}`;
  return withRest(Math.floor(hours), h, minutes % MINUTE, min);
};

const withRest = (value: number, unit: string, rest: number, restUnit: string): string =>
  rest === 0 ? `${String(value)} ${unit}` : `${String(value)} ${unit} ${padded(rest)} ${restUnit}`;

/**
 * Returns a length of time that still grows, in whole minutes, so that the words seldom change: `4 min`, `1 h 04 min`.
 */
export const formatMinutes = (seconds: number): string =>
  seconds < MINUTE ? messages.units.underMinute : formatDuration(Math.floor(seconds / MINUTE) * MINUTE);

/** Returns a length of time to the millisecond, for tooltips: `3,864.12 s`. */
export const formatExactSeconds = (seconds: number): string =>
  `${formatNumber(seconds, 3)} ${messages.units.s}`;
