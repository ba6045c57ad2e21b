import type { Archive } from '../store/ports/archive.js';

/** A user whose sessions and slots do not come to the same, in milliseconds. */
export interface Difference {
  readonly username: string;
  readonly inSessions: number;
  readonly inSlots: number;
}

/** Users of whom the visible time of all sessions is not the time in all slots. */
export const findDifferences = async (archive: Archive): Promise<readonly Difference[]> => {
  const sums = new Map<string, { inSessions: number; inSlots: number }>();
  const sumOf = (username: string) => {
    const sum = sums.get(username) ?? { inSessions: 0, inSlots: 0 };
    sums.set(username, sum);
    return sum;
  };
  for await (const sessions of archive.sessions.read()) {
    for (const { key, state } of sessions) sumOf(key.username).inSessions += state.visibleMs;
  }
  for await (const slots of archive.userTime.read()) {
    for (const { username, time } of slots) {
      sumOf(username).inSlots += time.reduce((sum, { ms }) => sum + ms, 0);
    }
  }
  return Array.from(sums, ([username, sum]) => ({ username, ...sum })).filter(
    ({ inSessions, inSlots }) => inSessions !== inSlots,
  );
};
