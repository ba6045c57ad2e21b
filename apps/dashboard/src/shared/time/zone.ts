/** Calendar arithmetic in an IANA time zone. Instants are epoch seconds. */

export interface WallClock {
  readonly year: number;
  /** 1 to 12; beyond, it runs over into other years, as `day` does into other months. */
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

/** What a clock in `tz` shows at an instant. */
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

/** The wall clock read as if it were UTC's. */
const asUtc = ({ year, month, day, hour, minute, second }: WallClock): number =>
  Date.UTC(year, month - 1, day, hour, minute, second) / 1000;

/**
 * The instant at which a clock in `tz` shows `wall`. Where it shows it twice (clocks go back), the first;
 * where it never does (clocks go forward), the instant as far after the jump as the hour asked for.
 */
export const instantOf = (wall: WallClock, tz: string): number => {
  const wanted = asUtc(wall);
  const offsetAt = (instant: number): number => asUtc(wallClockAt(instant, tz)) - Math.floor(instant);
  // Offsets half a day either side are those before and after any change near the wanted time.
  const candidates = [offsetAt(wanted - 43_200), offsetAt(wanted + 43_200)].map((offset) => wanted - offset);
  const exact = candidates.filter((instant) => asUtc(wallClockAt(instant, tz)) === wanted);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
};

const MIDNIGHT = { hour: 0, minute: 0, second: 0 };

/** Midnight, in `tz`, of the day that is `days` after the instant's day. */
export const startOfDay = (instant: number, tz: string, days = 0): number => {
  const { year, month, day } = wallClockAt(instant, tz);
  return instantOf({ year, month, day: day + days, ...MIDNIGHT }, tz);
};

/** Midnight, in `tz`, of the first day of the instant's month. */
export const startOfMonth = (instant: number, tz: string): number => {
  const { year, month } = wallClockAt(instant, tz);
  return instantOf({ year, month, day: 1, ...MIDNIGHT }, tz);
};

/** Whether the running system knows the time zone. */
export const isTimeZone = (tz: string): boolean => {
  try {
    formatterOf(tz);
    return true;
  } catch {
    return false;
  }
};

export const browserTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
