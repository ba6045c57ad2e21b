import type { Path, PathTotal, Stretch } from '@dwell/shared';
import { pathKey } from '@dwell/shared';
import type {
  FoundSession,
  ListedSession,
  LiveSession,
  Session,
  SessionKey,
} from '../../ports/session-store.js';
import { decodeAccounting } from '../schema/accounting-json.js';
import { hashOf, idOf } from '../schema/session-bytes.js';
import type { Accounting, SessionRow, StretchRow, TotalRow } from '../schema/tables.js';

/** The columns that tell whether a session is active, and where it is, besides SESSION_DIGITS. */
export const LIVE_COLUMNS = [
  'username',
  'client',
  'revision',
  'superseded',
  'start',
  'last_ping',
  'last_visible_ping',
  'last_visible_path',
  'accounting',
] as const;

/** The columns of a session that a reader needs, besides SESSION_DIGITS. */
export const READ_COLUMNS = [
  ...LIVE_COLUMNS,
  'pk',
  'ordinal',
  'visible_ms',
  'stay_view',
  'stay_tab',
  'stay_total_ms',
] as const;

export type LiveRow = Pick<SessionRow, 'id' | 'key_hash' | (typeof LIVE_COLUMNS)[number]>;

export type ReadRow = Pick<SessionRow, 'id' | 'key_hash' | (typeof READ_COLUMNS)[number]>;

/** A session's rows as they cross from a worker. In lists, `trail` is empty. */
export interface SessionRows {
  readonly session: ReadRow;
  readonly totals: readonly TotalRow[];
  readonly trail: readonly StretchRow[];
}

export const toListedSession = (rows: SessionRows): ListedSession => {
  const { pages, shownView } = decodeAccounting(rows.session);
  return withState(rows, { pages, shownView });
};

export const toFoundSession = (rows: SessionRows): FoundSession => ({
  ...toListedSession(rows),
  trail: toTrail(rows),
});

export const toSession = (rows: SessionRows): Session => {
  const { ordinal, revision } = rows.session;
  const { totals, ...session } = withState(rows, decodeAccounting(rows.session));
  return {
    ...session,
    ordinal,
    revision,
    totals: new Map(totals.map((total) => [pathKey(total.path), total])),
    trail: toTrail(rows),
  };
};

export const toLiveSession = (row: LiveRow): LiveSession => {
  const { pages, shownView, shownSince } = decodeAccounting(row);
  return {
    id: idOf(row.id),
    key: keyIn(row),
    revision: row.revision,
    superseded: row.superseded === 1,
    state: {
      start: row.start,
      lastPing: row.last_ping,
      lastVisiblePing: row.last_visible_ping,
      lastVisiblePath: pathIn(row),
      pages,
      shownView,
      shownSince,
    },
  };
};

/** Returns the session. `more` is the part of its state that has no columns of its own. */
const withState = <More extends Pick<Accounting, 'pages' | 'shownView'>>(
  { session, totals }: SessionRows,
  more: More,
) => ({
  id: idOf(session.id),
  key: keyIn(session),
  superseded: session.superseded === 1,
  state: {
    start: session.start,
    lastPing: session.last_ping,
    lastVisiblePing: session.last_visible_ping,
    lastVisiblePath: pathIn(session),
    visibleMs: session.visible_ms,
    ...more,
  },
  totals: totals.map((total) => toPathTotal(total, session)),
});

const keyIn = ({ username, client, key_hash }: LiveRow): SessionKey => ({
  username,
  client,
  hash: hashOf(key_hash),
});

const pathIn = ({ last_visible_path }: LiveRow): Path | [] => JSON.parse(last_visible_path) as Path | [];

const toTrail = ({ session, trail }: SessionRows): Stretch[] =>
  trail.map(({ begins, state, path }, index) => ({
    from: begins,
    to: trail[index + 1]?.begins ?? session.last_ping,
    state,
    ...(path === null ? {} : { path: JSON.parse(path) as Path }),
  }));

/** Returns the total time on a path. While the session has pending time on the path, its own row has the total. */
const toPathTotal = (
  { view, tab, ms }: TotalRow,
  { stay_view, stay_tab, stay_total_ms }: ReadRow,
): PathTotal => {
  const isPending = view === stay_view && tab === stay_tab && stay_total_ms !== null;
  return { path: tab === '' ? [view] : [view, tab], ms: isPending ? stay_total_ms : ms };
};
