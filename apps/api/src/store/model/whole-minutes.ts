export const MINUTE_MS = 60_000;

/** The first and the last of some whole minutes, in epoch milliseconds. */
export interface Minutes {
  readonly first: number;
  readonly last: number;
}

/** Returns the whole minutes in [start, end]; undefined if there is none. */
export const minutesIn = (start: number, end: number): Minutes | undefined => {
  const first = Math.ceil(start / MINUTE_MS) * MINUTE_MS;
  const last = Math.floor(end / MINUTE_MS) * MINUTE_MS;
  return first <= last ? { first, last } : undefined;
};
