import {
  type AccountingRules,
  type FoldedPing,
  foldPing,
  openVisits,
  type PageState,
  pathKey,
  pathOf,
  type PathTotal,
  type Ping,
  startSession,
  withoutVisits,
} from '@dwell/shared';
import { createHash } from 'node:crypto';
import { sessionIdOf } from '../model/session-key.js';
import type { Session, SessionChange, SessionKey, SessionWrite } from '../ports/session-store.js';

/** The start of a slot, in epoch milliseconds. */
export const T0 = 1_700_000_100_000;

export const RULES: AccountingRules = { aliveMs: 300_000, keepaliveIntervalMs: 60_000 };

export const keyOf = (username: string, client = 'client'): SessionKey => ({
  username,
  client,
  hash: createHash('sha256')
    .update(JSON.stringify([username, client]))
    .digest('hex'),
});

/** Returns the change that starts the first session of a key, or the next one, which supersedes `previous`. */
export const starting = (key: SessionKey, at: number, previous?: Session): SessionChange => {
  const ordinal = (previous?.ordinal ?? 0) + 1;
  const session: Session = {
    id: sessionIdOf(key, ordinal),
    key,
    ordinal,
    revision: 0,
    superseded: false,
    state: startSession(at),
    totals: new Map(),
    trail: [],
  };
  const writes = [unchanged(session)];
  if (previous) writes.unshift(superseding(previous));
  return { key, writes };
};

/** Returns the write by which the next session of the key supersedes this one. */
const superseding = (previous: Session): SessionWrite => ({
  ...unchanged({ ...previous, superseded: true, state: withoutVisits(previous.state) }),
  endedVisits: openVisits(previous.state),
});

export const pinging = (session: Session, ping: Ping, at: number): SessionChange =>
  changeOf(session, foldPing(session, ping, at, RULES));

/** Returns the change that a visible keepalive makes to the session. */
export const staying = (session: Session, view: string, at: number, tab?: string): SessionChange =>
  pinging(session, { kind: 'keepalive', visible: true, path: pathOf({ view, tab }) }, at);

const changeOf = (
  session: Session,
  { state, changedTotal, shownTotal, trail, trailChangedFrom, rollups, endedVisits }: FoldedPing,
): SessionChange => {
  const totals = new Map(session.totals);
  const changedTotals = [changedTotal, shownTotal].filter((total) => total !== undefined);
  for (const total of changedTotals) totals.set(pathKey(total.path), total);
  return {
    key: session.key,
    writes: [
      {
        session: { ...session, state, totals, trail },
        changedTotals,
        trailChangedFrom,
        rollups,
        endedVisits,
      },
    ],
  };
};

export const unchanged = (session: Session): SessionWrite => ({
  session,
  changedTotals: [],
  trailChangedFrom: undefined,
  rollups: [],
  endedVisits: [],
});

/** Returns the change's last session in its stored form. */
export const after = ({ writes }: SessionChange): Session => {
  const last = writes.at(-1);
  if (!last) throw new Error('The change has no session');
  return { ...last.session, revision: last.session.revision + 1 };
};

/** The properties of a session that a test sets; all others have defaults. */
export interface SessionSketch {
  readonly username: string;
  readonly client?: string;
  readonly start: number;
  readonly lastPing: number;
  readonly visibleMs?: number;
  readonly superseded?: boolean;
  /** Views on which the session was, without time. */
  readonly views?: readonly string[];
  readonly totals?: readonly PathTotal[];
  readonly pages?: readonly PageState[];
  readonly shownView?: string;
}

/** Returns the change that inserts a session with the properties of the sketch. */
export const sketched = (sketch: SessionSketch): SessionChange => {
  const { username, client, start, lastPing, visibleMs = 0, superseded = false, views = [] } = sketch;
  const { pages = [], shownView } = sketch;
  const change = starting(keyOf(username, client), start);
  const [write] = change.writes;
  if (!write) throw new Error('A start is a write');
  const totals = [...views.map((view): PathTotal => ({ path: [view], ms: 0 })), ...(sketch.totals ?? [])];
  const session: Session = {
    ...write.session,
    superseded,
    state: { ...write.session.state, lastPing, visibleMs, pages, shownView },
    totals: new Map(totals.map((total) => [pathKey(total.path), total])),
  };
  return { ...change, writes: [{ ...write, session, changedTotals: totals }] };
};
