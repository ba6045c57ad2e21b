import type { Ping } from '@dwell/shared';
import { countByBruteForce, viewsShownByBruteForce } from '@dwell/shared/testing/brute-force';
import type { PastRequest } from '../record-history.js';

/** Time that counts for one path. Instants in epoch milliseconds. */
export interface Piece {
  readonly username: string;
  readonly view: string;
  readonly tab: string | undefined;
  readonly from: number;
  readonly to: number;
}

export interface CountedVisit {
  readonly username: string;
  readonly view: string;
  readonly tab: string | undefined;
  /** The beginning of the slot in which the visit counts. */
  readonly slot: number;
  /** The length of the visit so far. */
  readonly ms: number;
}

export interface CountedSession {
  readonly username: string;
  readonly start: number;
  readonly lastPing: number;
  /** Whether the user's client has a later session. */
  readonly superseded: boolean;
  readonly pieces: readonly Piece[];
  readonly visits: readonly CountedVisit[];
  /** All views that the session was ever on, also without time. */
  readonly views: ReadonlySet<string>;
  /** Returns the views on which the session is here now, if it is active. */
  readonly viewsShownAt: (now: number) => ReadonlySet<string>;
}

export const ALIVE_MS = 300_000;
export const TOLERANCE_MS = 30_000;

const RULES = { aliveMs: ALIVE_MS, keepaliveIntervalMs: 60_000 };

interface TimedPing {
  readonly at: number;
  readonly ping: Ping;
}

/**
 * A session before its time is counted. No ping has an earlier time than the ping before it: if the clock went back, it
 * has the same time as that ping.
 */
interface OpenSession {
  readonly username: string;
  readonly start: number;
  lastPing: number;
  superseded: boolean;
  readonly pings: TimedPing[];
}

/**
 * Returns the sessions of requests that arrived in this order at a server with ON_INACTIVE=restart, with their time as
 * the brute-force implementation of the accounting counts it.
 */
export const recountSessions = (requests: readonly PastRequest[]): CountedSession[] => {
  const byKey = Map.groupBy(requests, ({ username, client = '' }) => JSON.stringify([username, client]));
  return [...byKey.values()].flatMap(divide).map(count);
};

const divide = (requests: readonly PastRequest[]): OpenSession[] => {
  const sessions: OpenSession[] = [];
  for (const { at, username, request } of requests) {
    const latest = sessions.at(-1);
    const silentMs = latest ? at - latest.lastPing : Infinity;
    const isActive = silentMs < ALIVE_MS && silentMs >= -TOLERANCE_MS;
    const starts = request.kind !== 'session-hide' || silentMs < -TOLERANCE_MS;
    if (!isActive && starts) {
      if (latest) latest.superseded = true;
      sessions.push({ username, start: at, lastPing: at, superseded: false, pings: [] });
    }
    const session = sessions.at(-1);
    if (!session || request.kind === 'sessionstart' || !(isActive || starts)) continue;
    session.lastPing = Math.max(session.lastPing, at);
    session.pings.push({ at: session.lastPing, ping: request });
  }
  return sessions;
};

const count = ({ username, start, lastPing, superseded, pings }: OpenSession): CountedSession => {
  const { trail, visits, totals } = countByBruteForce(pings, start, RULES, 0);
  return {
    username,
    start,
    lastPing,
    superseded,
    pieces: trail.flatMap(({ from, to, path }) =>
      path ? [{ username, view: path[0], tab: path[1], from, to }] : [],
    ),
    visits: visits.map(({ path: [view, tab], slot, ms }) => ({ username, view, tab, slot, ms })),
    views: new Set([...totals.keys()].map((pathKey) => pathKey.split('\0')[0] ?? '')),
    viewsShownAt: (now) => viewsShownByBruteForce(pings, now - ALIVE_MS),
  };
};
