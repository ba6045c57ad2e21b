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

/** Returns an instant (epoch seconds) as a clock and a calendar in `tz` show it. */
export const formatInstant = (instant: number, tz: string, style: InstantStyle): string => {
  const key = `${style} ${tz}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(messages.locale, { ...STYLES[style], timeZone: tz });
    formatters.set(key, formatter);
  }
  return formatter.format(instant * 1000);
};
