export const MINUTE_MS = 60_000;

/** A range of whole minutes: when the first and the last of them begin, in epoch milliseconds. */
export interface Minutes {
  readonly first: number;
  readonly last: number;
}

/** Returns the first whole minute at or after `time`, both in epoch milliseconds. */
export const firstMinute = (time: number): number => Math.ceil(time / MINUTE_MS) * MINUTE_MS;

/** Returns the first whole minute after `time`, both in epoch milliseconds. */
export const minuteAfter = (time: number): number => (Math.floor(time / MINUTE_MS) + 1) * MINUTE_MS;

/** Returns the whole minutes in [start, end]; undefined if there is none. */
export const minutesIn = (start: number, end: number): Minutes | undefined => {
  const first = firstMinute(start);
  const last = Math.floor(end / MINUTE_MS) * MINUTE_MS;
  return first <= last ? { first, last } : undefined;
};
