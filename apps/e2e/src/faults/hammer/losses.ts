import { type SessionAnswer, toMilliseconds } from '@dwell/shared';
import type { HammerUser } from './hammer-user.js';

/**
 * Lists the users with an acknowledged ping that is not stored. `last ping` checks that the last ping of the user's
 * latest session is not earlier than the acknowledged time. `last ping and visible time` also checks that all of this
 * session's time up to the acknowledged time is visible, because all pings were.
 */
export const lossesOf = (
  users: readonly Pick<HammerUser, 'username' | 'acknowledged'>[],
  sessions: readonly SessionAnswer[],
  checked: 'last ping' | 'last ping and visible time',
): string[] => {
  const latest = new Map<string, SessionAnswer>();
  for (const session of sessions) {
    const other = latest.get(session.username);
    if (!other || other.last_ping < session.last_ping) latest.set(session.username, session);
  }
  return users.flatMap(({ username, acknowledged }) => {
    const session = latest.get(username);
    if (acknowledged === 0) return [];
    if (!session) return [`${username}: no session, though a ping of ${acknowledged} was acknowledged`];
    const lastPing = toMilliseconds(session.last_ping);
    if (lastPing < acknowledged) return [`${username}: last ping ${lastPing}, acknowledged ${acknowledged}`];
    const visibleMs = toMilliseconds(session.visible_duration);
    const seenMs = acknowledged - toMilliseconds(session.start);
    if (checked === 'last ping and visible time' && visibleMs < seenMs) {
      return [`${username}: ${visibleMs} ms visible, ${seenMs} ms were acknowledged`];
    }
    return [];
  });
};
