import { startOfDay, wallClockAt } from '../time/zone.js';
import { messages } from '../messages/messages.js';

const STYLES = {
  /** 14 Nov 2026 */
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  /** 14 Nov */
  day: { day: 'numeric', month: 'short' },
  /** Sat 14 Nov */
  weekday: { weekday: 'short', day: 'numeric', month: 'short' },
  /** Sat 14 Nov 2026 */
  fullDay: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  /** Nov */
  shortMonth: { month: 'short' },
  /** Nov 2026 */
  month: { month: 'short', year: 'numeric' },
  /** 14:05 */
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  /** 14:05 GMT+1 */
  zonedTime: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'shortOffset' },
  /** 14:05:09 */
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  /** 14 Nov, 14:05 */
  dayTime: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  /** 14 Nov, 14:05:09 */
  dayClock: {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
  /** 14 Nov 2026, 14:05:09 GMT+1 */
  exact: {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

export type InstantStyle = keyof typeof STYLES;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The styles with a day but without a year. */
const WITHOUT_YEAR: ReadonlySet<InstantStyle> = new Set(['day', 'weekday', 'dayTime', 'dayClock']);

/**
 * Returns an instant (epoch seconds) as a clock and a calendar in `tz` show it. A style with a day but without a year
 * gets the year, unless it is the year of `now`.
 */
export const formatInstant = (
  instant: number,
  tz: string,
  style: InstantStyle,
  now = Date.now() / 1000,
): string => {
  const withYear = WITHOUT_YEAR.has(style) && wallClockAt(instant, tz).year !== wallClockAt(now, tz).year;
  const key = `${style} ${tz} ${String(withYear)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(messages.locale, {
      ...STYLES[style],
      ...(withYear && { year: 'numeric' }),
      timeZone: tz,
    });
    formatters.set(key, formatter);
  }
  return formatter.format(instant * 1000);
};

/** Returns what a clock in `tz` shows at an instant (epoch seconds), with the day if it is not that of `now`. */
export const formatClock = (instant: number, tz: string, now = Date.now() / 1000): string => {
  const today = startOfDay(instant, tz) === startOfDay(now, tz);
  return formatInstant(instant, tz, today ? 'clock' : 'dayClock', now);
};
