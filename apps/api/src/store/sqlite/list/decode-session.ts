import type { Path, PathTotal, Stretch } from '@dwell/shared';
import { pathKey } from '@dwell/shared';
import type { ListedSession, RecordedSession, SessionKey } from '../../ports/session-store.js';
import type { SessionTable, SessionTabTable, SessionTrailTable } from '../schema/tables.js';
import type { Accounting } from '../record/encode-session.js';

export type TotalRow = Omit<SessionTabTable, 'session'>;
export type StretchRow = Omit<SessionTrailTable, 'session'>;

/** A session as it crosses from a worker; a list goes without the trail. */
export interface SessionRows {
  readonly session: SessionTable;
  readonly totals: readonly TotalRow[];
  readonly trail: readonly StretchRow[];
}

export const toListedSession = ({ session, totals }: SessionRows): ListedSession => ({
  id: session.id,
  key: keyOf(session),
  superseded: session.superseded === 1,
  state: {
    start: session.start,
    lastPing: session.last_ping,
    lastVisiblePing: session.last_visible_ping,
    lastVisiblePath: JSON.parse(session.last_visible_path) as Path | [],
    visibleMs: session.visible_ms,
  },
  totals: totals.map((total) => toTotal(total, session)),
});

export const toRecordedSession = (rows: SessionRows): RecordedSession => {
  const { id, key, superseded, state, totals } = toListedSession(rows);
  return {
    id,
    key,
    ordinal: rows.session.ordinal,
    revision: rows.session.revision,
    superseded,
    state: { ...state, ...(JSON.parse(rows.session.accounting) as Accounting) },
    totals: new Map(totals.map((total) => [pathKey(total.path), total])),
    trail: toTrail(rows),
  };
};

/** The trail, whose stretches are kept without their ends. */
export const toTrail = ({ session, trail }: SessionRows): Stretch[] =>
  trail.map(({ begins, state, path }, index) => ({
    from: begins,
    to: trail[index + 1]?.begins ?? session.last_ping,
    state,
    ...(path === null ? {} : { path: JSON.parse(path) as Path }),
  }));

const keyOf = ({ username, client, key_hash }: SessionTable): SessionKey => ({
  username,
  client,
  hash: key_hash,
});

/** Of the path on which the session stays, its own row holds the total. */
const toTotal = (
  { view, tab, ms }: TotalRow,
  { stay_view, stay_tab, stay_total_ms }: SessionTable,
): PathTotal => {
  const isStay = view === stay_view && tab === stay_tab && stay_total_ms !== null;
  return { path: tab === '' ? [view] : [view, tab], ms: isStay ? stay_total_ms : ms };
};
