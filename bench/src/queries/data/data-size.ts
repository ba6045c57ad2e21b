/** The size of a data set, and its seed. The same values always give the same data set. */
export interface DataSize {
  readonly sessions: number;
  readonly days: number;
  readonly users: number;
  readonly views: number;
  readonly seed: number;
  /** The end of the last day's data, in epoch milliseconds, on the edge of a quarter of an hour. */
  readonly until: number;
}

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

/** The hour of the last day at which the data ends, in UTC. */
const END_HOUR = 15;

/** Returns the latest end that a data set can have at `now`. It is on a working day, so that people are at work. */
export const latestEnd = (now: number): number => {
  let end = now - (now % DAY_MS) + END_HOUR * HOUR_MS;
  while (end > now || isWeekend(end)) end -= DAY_MS;
  return end;
};

const isWeekend = (time: number): boolean => new Date(time).getUTCDay() % 6 === 0;

/** Returns the midnight at which the data begins, in epoch milliseconds. */
export const beginOf = ({ until, days }: DataSize): number => until - (until % DAY_MS) - (days - 1) * DAY_MS;

export const usernameOf = (user: number): string => `user-${String(user).padStart(5, '0')}`;

export const viewNameOf = (view: number): string => `/view/${String(view).padStart(2, '0')}`;

export const TABS = ['Overview', 'Details', 'History'] as const;
