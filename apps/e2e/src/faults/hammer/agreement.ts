import { type SessionAnswer, toMilliseconds } from '@dwell/shared';

/** Sums the visible time of each user's sessions, in milliseconds. */
const visibleByUser = (sessions: readonly SessionAnswer[]): Map<string, number> => {
  const visible = new Map<string, number>();
  for (const { username, visible_duration } of sessions) {
    visible.set(username, (visible.get(username) ?? 0) + toMilliseconds(visible_duration));
  }
  return visible;
};

/** Lists the users whose visible time in the statistics (in seconds) differs from the sum of their sessions. */
export const disagreementsOf = (
  sessions: readonly SessionAnswer[],
  statistics: ReadonlyMap<string, number>,
): string[] =>
  [...visibleByUser(sessions)].flatMap(([username, visibleMs]) => {
    const countedMs = toMilliseconds(statistics.get(username) ?? 0);
    return countedMs === visibleMs
      ? []
      : [`${username}: the statistics have ${countedMs} ms visible, the sessions ${visibleMs} ms`];
  });

/** Lists problems of always visible users: a second session, or one not visible from its start to its last ping. */
export const brokenSpansOf = (sessions: readonly SessionAnswer[]): string[] => {
  const seen = new Set<string>();
  return sessions.flatMap(({ _id, username, start, last_ping, visible_duration }) => {
    const problems: string[] = [];
    if (seen.has(username)) problems.push(`${username} (${_id}): another session of one user`);
    seen.add(username);
    const spanMs = toMilliseconds(last_ping) - toMilliseconds(start);
    const visibleMs = toMilliseconds(visible_duration);
    if (visibleMs !== spanMs) {
      problems.push(`${username} (${_id}): visible for ${visibleMs} ms of ${spanMs} ms, always visible`);
    }
    return problems;
  });
};
