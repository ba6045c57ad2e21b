import type { SessionChange, SessionKey, SessionWrite } from '@dwell/api';
import {
  type AccountingRules,
  foldPing,
  openVisits,
  pathKey,
  type PathTotal,
  type Ping,
  type RollupDelta,
  type SessionState,
  startSession,
  type Stretch,
  type Visit,
  withoutVisits,
} from '@dwell/shared';
import { usernameOf } from './data-size.js';
import type { PlannedSession } from './plan.js';

export const RULES: AccountingRules = { aliveMs: 300_000, keepaliveIntervalMs: 60_000 };

/**
 * The longest time between two pings. Pings every minute give the same session, but take longer to fold. It is less than
 * the time after which the accounting forgets a page.
 */
const PING_EVERY_MS = 240_000;

/** How the server names sessions and their owners. */
export interface Identities {
  readonly keyOf: (username: string, client: string) => SessionKey;
  readonly sessionIdOf: (key: SessionKey, ordinal: number) => string;
}

interface TimedPing extends Ping {
  readonly at: number;
}

/** Returns the change that stores a planned session as the server would have recorded it. */
export const foldSession = (planned: PlannedSession, { keyOf, sessionIdOf }: Identities): SessionChange => {
  const { user, client, ordinal, isLast } = planned;
  const key = keyOf(usernameOf(user), `client-${client}`);
  const pings = pingsOf(planned);
  let state: SessionState = startSession(pings[0]?.at ?? 0);
  let trail: readonly Stretch[] = [];
  const totals = new Map<string, PathTotal>();
  const rollups: RollupDelta[] = [];
  const endedVisits: Visit[] = [];
  for (const ping of pings) {
    const folded = foldPing({ state, totals, trail }, ping, ping.at, RULES);
    ({ state, trail } = folded);
    for (const total of [folded.changedTotal, folded.shownTotal]) {
      if (total) totals.set(pathKey(total.path), total);
    }
    rollups.push(...folded.rollups);
    endedVisits.push(...folded.endedVisits);
  }
  if (!isLast) {
    endedVisits.push(...openVisits(state));
    state = withoutVisits(state);
  }
  const write: SessionWrite = {
    session: {
      id: sessionIdOf(key, ordinal),
      key,
      ordinal,
      revision: 0,
      superseded: !isLast,
      state,
      totals,
      trail,
    },
    changedTotals: [...totals.values()],
    trailChangedFrom: 0,
    rollups,
    endedVisits,
  };
  return { key, writes: [write] };
};

/** Returns the pings of a tracker that shows the stays one after the other. */
export const pingsOf = ({ user, client, ordinal, stays }: PlannedSession, every = PING_EVERY_MS): TimedPing[] => {
  const pageId = `${user}-${client}-${ordinal}`;
  const pings: TimedPing[] = [];
  const ping = (at: number, path: Ping['path'], visible: boolean): void => {
    const elapsedMs = at - (pings.at(-1)?.at ?? at);
    pings.push({ kind: 'keepalive', visible, path, pageId, at, elapsedMs });
  };
  stays.forEach(({ path, from, to }, index) => {
    ping(from, path, true);
    for (let at = from + every; at < to; at += every) ping(at, path, true);
    const next = stays[index + 1];
    if (next?.from === to) return;
    ping(to, path, next === undefined);
    for (let at = to + every; at < (next?.from ?? 0); at += every) ping(at, path, false);
  });
  return pings;
};
