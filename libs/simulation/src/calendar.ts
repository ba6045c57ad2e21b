import { DAY, MINUTE } from './units.js';

export interface Span {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** A calendar day where the simulated people live. */
export interface LocalDay {
  /** Days since 1 January 1970. */
  readonly index: number;
  /** Its first instant, in epoch milliseconds. */
  readonly midnight: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

/** The day of that number; the offset from UTC stays what it is: clocks are not changed in spring and autumn. */
export const localDay = (index: number, utcOffsetMinutes: number): LocalDay => ({
  index,
  midnight: index * DAY - utcOffsetMinutes * MINUTE,
  // 1 January 1970 was a Thursday.
  weekday: (index + 4) % 7,
});

/** The number of the local day that holds the instant `at`. */
export const dayIndexOf = (at: number, utcOffsetMinutes: number): number =>
  Math.floor((at + utcOffsetMinutes * MINUTE) / DAY);

export const isWeekend = ({ weekday }: LocalDay): boolean => weekday === 0 || weekday === 6;

export const isFriday = ({ weekday }: LocalDay): boolean => weekday === 5;
