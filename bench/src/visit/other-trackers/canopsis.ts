import {
  foldPing,
  isActive,
  pathKey,
  type PathTotal,
  type Ping,
  type SessionTime,
  startSession,
} from '@dwell/shared';
import { firesAt, holds, type SeenPage, type SeenVisit } from './seen-visit.js';

export const INTERVAL_MS = 120_000;

const RULES = { aliveMs: 300_000, keepaliveIntervalMs: INTERVAL_MS };

interface SentPing {
  readonly at: number;
  readonly ping: Ping;
}

/**
 * The UI of Canopsis sends a keepalive at once and every 120 s, which says whether the page is visible. A change of
 * route, also the first one, sends a session-hide with the new path. The UI sends nothing when a page is hidden, shown
 * or closed. For a visible ping, the server adds the time since the session's last ping to the ping's path; for a
 * hidden ping it adds nothing. A ping without network is lost.
 */
export const canopsis = (visit: SeenVisit): Map<string, number> => {
  const pings = visit.pages
    .flatMap((page) => pingsOf(page, visit))
    .filter(({ at }) => !holds(visit.outages, at))
    .sort((a, b) => a.at - b.at);
  const totals = new Map<string, PathTotal>();
  let session: SessionTime = { state: startSession(pings[0]?.at ?? 0), totals, trail: [] };
  for (const { at, ping } of pings) {
    // The server rejects later pings of an ended session.
    if (!isActive(session.state.lastPing, at, RULES.aliveMs)) break;
    const { state, changedTotal, shownTotal } = foldPing(session, ping, at, RULES);
    for (const total of [changedTotal, shownTotal]) if (total) totals.set(pathKey(total.path), total);
    session = { ...session, state };
  }
  return new Map([...totals.values()].map(({ path: [view], ms }) => [view, ms]));
};

const pingsOf = ({ views, visible, openedAt, closedAt }: SeenPage, visit: SeenVisit): SentPing[] => {
  const hides = views.map(({ from, path }): SentPing => ({
    at: from,
    ping: { kind: 'session-hide', visible: true, path: [path] },
  }));
  const keepalives: SentPing[] = [];
  // The timer for the next keepalive starts when the previous one is answered.
  for (let at = openedAt; at < closedAt; at = firesAt(at + INTERVAL_MS, visit)) {
    const view = views.find((each) => holds([each], at));
    if (view) {
      keepalives.push({ at, ping: { kind: 'keepalive', visible: holds(visible, at), path: [view.path] } });
    }
  }
  return [...hides, ...keepalives];
};
