/** Units of time, in milliseconds. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A span of time, in epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A calendar day in the time zone of the simulated people. */
export interface LocalDay {
  /** Days since 1 January 1970. */
  readonly index: number;
  /** The day's first instant, in epoch milliseconds. */
  readonly midnight: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

/** Returns the day with that index. The offset from UTC is the same all year: there is no summer time. */
export const localDay = (index: number, utcOffsetMinutes: number): LocalDay => ({
  index,
  midnight: index * DAY - utcOffsetMinutes * MINUTE,
  // 1 January 1970 was a Thursday.
  weekday: (index + 4) % 7,
});

/** Returns the index of the local day that contains the instant `at`. */
export const dayIndexOf = (at: number, utcOffsetMinutes: number): number =>
  Math.floor((at + utcOffsetMinutes * MINUTE) / DAY);

export const isWeekend = ({ weekday }: LocalDay): boolean => weekday === 0 || weekday === 6;

export const isFriday = ({ weekday }: LocalDay): boolean => weekday === 5;
