export const MINUTE_MS = 60_000;

/** Returns the first whole minute at or after `time`, both in epoch milliseconds: a session is in progress from there on. */
export const firstMinute = (time: number): number => Math.ceil(time / MINUTE_MS) * MINUTE_MS;

/** Returns the first whole minute after `time`, both in epoch milliseconds: a session that ended then no longer goes on. */
export const minuteAfter = (time: number): number => (Math.floor(time / MINUTE_MS) + 1) * MINUTE_MS;
