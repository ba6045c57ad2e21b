import { type SessionAnswer, toMilliseconds } from '@dwell/shared';

/** How long a user's only page was visible. */
export interface VisibleTime {
  readonly username: string;
  readonly ms: number;
}

/**
 * Returns the error of each user's recorded time, in milliseconds; Infinity unless the user has exactly one session.
 */
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
