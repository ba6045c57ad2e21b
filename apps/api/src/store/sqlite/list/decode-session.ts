import type { Path, PathTotal, Stretch } from '@dwell/shared';
import { pathKey } from '@dwell/shared';
import type { FoundSession, ListedSession, Session } from '../../ports/session-store.js';
import type { Accounting, SessionTable, StretchRow, TotalRow } from '../schema/tables.js';

/** A session's rows as they cross from a worker. A list leaves the trail out. */
export interface SessionRows {
  readonly session: SessionTable;
  readonly totals: readonly TotalRow[];
  readonly trail: readonly StretchRow[];
}

export const toListedSession = (rows: SessionRows): ListedSession => {
  const { pages, shownView } = accountingOf(rows);
  return withState(rows, { pages, shownView });
};

export const toFoundSession = (rows: SessionRows): FoundSession => ({
  ...toListedSession(rows),
  trail: toTrail(rows),
});

export const toSession = (rows: SessionRows): Session => {
  const { ordinal, revision } = rows.session;
  const { totals, ...session } = withState(rows, accountingOf(rows));
  return {
    ...session,
    ordinal,
    revision,
    totals: new Map(totals.map((total) => [pathKey(total.path), total])),
    trail: toTrail(rows),
  };
};

/** Returns the session. `more` is a part of its state that has no columns of its own. */
const withState = <More extends Pick<Accounting, 'pages' | 'shownView'>>(
  { session, totals }: SessionRows,
  more: More,
) => ({
  id: session.id,
  key: { username: session.username, client: session.client, hash: session.key_hash },
  superseded: session.superseded === 1,
  state: {
    start: session.start,
    lastPing: session.last_ping,
    lastVisiblePing: session.last_visible_ping,
    lastVisiblePath: JSON.parse(session.last_visible_path) as Path | [],
    visibleMs: session.visible_ms,
    ...more,
  },
  totals: totals.map((total) => toPathTotal(total, session)),
});

const accountingOf = ({ session }: SessionRows): Accounting => JSON.parse(session.accounting) as Accounting;

const toTrail = ({ session, trail }: SessionRows): Stretch[] =>
  trail.map(({ begins, state, path }, index) => ({
    from: begins,
    to: trail[index + 1]?.begins ?? session.last_ping,
    state,
    ...(path === null ? {} : { path: JSON.parse(path) as Path }),
  }));

/** Returns the total time on a path. For the path with pending time, the session's own row has the total. */
const toPathTotal = (
  { view, tab, ms }: TotalRow,
  { stay_view, stay_tab, stay_total_ms }: SessionTable,
): PathTotal => {
  const isPending = view === stay_view && tab === stay_tab && stay_total_ms !== null;
  return { path: tab === '' ? [view] : [view, tab], ms: isPending ? stay_total_ms : ms };
};
