import { type SessionAnswer, toMilliseconds } from '@dwell/shared';

/** Each user's visible time by the sessions, in milliseconds. */
const visibleByUser = (sessions: readonly SessionAnswer[]): Map<string, number> => {
  const visible = new Map<string, number>();
  for (const { username, visible_duration } of sessions) {
    visible.set(username, (visible.get(username) ?? 0) + toMilliseconds(visible_duration));
  }
  return visible;
};

/** Where what the statistics say of users' visible time, in seconds, is not what their sessions add up to. */
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

/** Of users who were visible all the time: where one has more than a session, or not all of its span is visible. */
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
