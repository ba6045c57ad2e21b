import type { Archive } from '../store/ports/archive.js';

/** A user's visible time, summed in two ways that should give the same. Milliseconds. */
export interface UserSums {
  readonly username: string;
  readonly inSessions: number;
  readonly inSlots: number;
}

/** Returns the users whose visible time in sessions differs from their visible time in slots (quarters of an hour). */
export const findDifferences = async (archive: Archive): Promise<readonly UserSums[]> => {
  const sums = new Map<string, UserSums>();
  const add = (username: string, inSessions: number, inSlots: number): void => {
    const sum = sums.get(username);
    sums.set(username, {
      username,
      inSessions: inSessions + (sum?.inSessions ?? 0),
      inSlots: inSlots + (sum?.inSlots ?? 0),
    });
  };
  for await (const sessions of archive.sessions()) {
    for (const { key, state } of sessions) add(key.username, state.visibleMs, 0);
  }
  for await (const slots of archive.userTime()) {
    for (const { username, time } of slots) for (const { ms } of time) add(username, 0, ms);
  }
  return [...sums.values()].filter(({ inSessions, inSlots }) => inSessions !== inSlots);
};
