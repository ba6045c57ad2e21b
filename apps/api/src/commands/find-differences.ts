import type { Archive, Difference } from '../store/ports/archive.js';

/**
 * Compares each user's visible time in sessions with the user's time in slots (quarters of an hour). Adds the
 * differences that the archive finds itself, such as wrong sums for charts. Resolves to a line of text for each.
 */
export const findDifferences = async (archive: Archive): Promise<readonly string[]> => {
  const users = new Map<string, readonly [inSessions: number, inSlots: number]>();
  const add = (username: string, inSessions: number, inSlots: number): void => {
    const [sessions, slots] = users.get(username) ?? [0, 0];
    users.set(username, [sessions + inSessions, slots + inSlots]);
  };
  for await (const sessions of archive.sessions()) {
    for (const { key, state } of sessions) add(key.username, state.visibleMs, 0);
  }
  for await (const slots of archive.userTime()) {
    for (const { username, time } of slots) for (const { ms } of time) add(username, 0, ms);
  }
  const ofUsers = [...users]
    .filter(([, [inSessions, inSlots]]) => inSessions !== inSlots)
    .map(
      ([username, [inSessions, inSlots]]) =>
        `${username}: ${inSessions} ms in sessions, ${inSlots} ms in slots`,
    );
  return [...ofUsers, ...(await archive.differences()).map(lineOf)];
};

const lineOf = ({ of, username, session, view, tab, at, figures: [one, other] }: Difference): string => {
  const where = [
    username === undefined ? undefined : `user ${username}`,
    session === undefined ? undefined : `session number ${session}`,
    view === undefined ? undefined : `view ${view === '' ? '(all)' : view}`,
    tab === undefined ? undefined : `tab ${tab}`,
    at === undefined ? undefined : new Date(at).toISOString(),
  ].filter((part) => part !== undefined);
  return `${of}: ${[...where, `${one} and ${other}`].join(', ')}`;
};
