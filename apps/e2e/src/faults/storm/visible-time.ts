import { type SessionAnswer, toMilliseconds } from '@dwell/shared';

/** A page was visible for so long, and its user had no other. */
export interface VisibleTime {
  readonly username: string;
  readonly ms: number;
}

/** By how much each user's recorded time is off, in milliseconds; Infinity where there is not one session. */
export const errorsMs = (
  times: readonly VisibleTime[],
  sessions: readonly SessionAnswer[],
): ReadonlyMap<string, number> => {
  const recorded = new Map<string, number>();
  for (const { username, visible_duration } of sessions) {
    recorded.set(username, recorded.has(username) ? NaN : toMilliseconds(visible_duration));
  }
  return new Map(
    times.map(({ username, ms }) => {
      const recordedMs = recorded.get(username) ?? NaN;
      return [username, Number.isNaN(recordedMs) ? Infinity : recordedMs - ms];
    }),
  );
};
