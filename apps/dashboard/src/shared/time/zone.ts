import { isTimeZone } from '@dwell/shared';

// Calendar arithmetic in an IANA time zone. Instants are epoch seconds.

/** The date and the time that a clock shows. */
export interface WallClock {
  readonly year: number;
  /**
   * 1 to 12. Higher values run into later years. In the same way, higher days run into later months, and days below 1
   * into earlier ones.
   */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterOf = (tz: string): Intl.DateTimeFormat => {
  let formatter = formatters.get(tz);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: tz,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(tz, formatter);
  }
  return formatter;
};

/** Returns what a clock in `tz` shows at an instant. */
export const wallClockAt = (instant: number, tz: string): WallClock => {
  const parts = new Map(
    formatterOf(tz)
      .formatToParts(instant * 1000)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
};

/** Returns the instant at which a clock in UTC shows `wall`. */
const asUtc = ({ year, month, day, hour, minute, second }: WallClock): number =>
  Date.UTC(year, month - 1, day, hour, minute, second) / 1000;

/** Returns by how many seconds a clock in `tz` is ahead of UTC at an instant. */
export const offsetAt = (instant: number, tz: string): number =>
  asUtc(wallClockAt(instant, tz)) - Math.floor(instant);

/**
 * Returns the instant at which a clock in `tz` shows `wall`. If clocks go back and show that time twice, returns the
 * first instant. If clocks go forward and skip that time, counts as if they had not: 02:30 becomes 03:30.
 */
export const instantOf = (wall: WallClock, tz: string): number => {
  const wanted = asUtc(wall);
  // The offsets half a day earlier and later are those before and after a clock change near the wanted time.
  const candidates = [wanted - 43_200, wanted + 43_200].map((instant) => wanted - offsetAt(instant, tz));
  const exact = candidates.filter((instant) => asUtc(wallClockAt(instant, tz)) === wanted);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
};

const MIDNIGHT = { hour: 0, minute: 0, second: 0 };

/**
 * Returns the first instant, in `tz`, of the day that is `days` later than the instant's day; earlier if `days` is
 * negative.
 */
export const startOfDay = (instant: number, tz: string, days = 0): number => {
  const { year, month, day } = wallClockAt(instant, tz);
  return instantOf({ year, month, day: day + days, ...MIDNIGHT }, tz);
};

/** Returns the first instant, in `tz`, of the instant's month. */
export const startOfMonth = (instant: number, tz: string): number => {
  const { year, month } = wallClockAt(instant, tz);
  return instantOf({ year, month, day: 1, ...MIDNIGHT }, tz);
};

const padded = (value: number, length = 2): string => String(value).padStart(length, '0');

/** Returns what a clock in `tz` shows, as the date pickers write it: `2026-11-14 09:05:00`. */
export const toWallText = (instant: number, tz: string): string => {
  const { year, month, day, hour, minute, second } = wallClockAt(instant, tz);
  const date = `${padded(year, 4)}-${padded(month)}-${padded(day)}`;
  return `${date} ${padded(hour)}:${padded(minute)}:${padded(second)}`;
};

/** Returns the instant at which a clock in `tz` shows a text like `2026-11-14 09:05:00`. */
export const fromWallText = (text: string, tz: string): number => {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = text.split(/\D/).map(Number);
  return instantOf({ year, month, day, hour, minute, second }, tz);
};

const reportedTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Returns whether the browser names its time zone. Some browsers name an offset, or nothing. */
export const hasTimeZone = (): boolean => isTimeZone(reportedTimeZone());

/** Returns the browser's time zone; UTC if it names none. */
export const browserTimeZone = (): string => {
  const tz = reportedTimeZone();
  return isTimeZone(tz) ? tz : 'UTC';
};
