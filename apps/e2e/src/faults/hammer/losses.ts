import { type SessionAnswer, toMilliseconds } from '@dwell/shared';
import type { HammerClient } from './hammer-client.js';

/**
 * What clients were told is stored, and is not. `last ping`: the session's last ping is no earlier than the time that
 * was acknowledged. With `visible time` also: where all pings were visible, all time up to there is counted.
 */
export const lossesOf = (
  clients: readonly Pick<HammerClient, 'username' | 'acknowledged'>[],
  sessions: readonly SessionAnswer[],
  checked: 'last ping' | 'last ping and visible time',
): string[] => {
  const latest = new Map<string, SessionAnswer>();
  for (const session of sessions) {
    const other = latest.get(session.username);
    if (!other || other.last_ping < session.last_ping) latest.set(session.username, session);
  }
  return clients.flatMap(({ username, acknowledged }) => {
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
