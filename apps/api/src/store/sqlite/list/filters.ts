import type { ActiveWindow, SortOrder } from '@dwell/shared';
import { type Expression, sql, type SqlBool } from 'kysely';
import { prefixRange } from '../../model/code-point-order.js';
import type { SessionFilters, SessionQuery } from '../../ports/session-store.js';
import { valuesOf } from '../connection/kysely.js';
import { nameId, nameOf } from '../schema/names.js';
import { idBytes } from '../schema/session-bytes.js';
import type { TimeBounds } from './time-bounds.js';

/** A query without the size of its page. */
export type OrderedFilters = SessionFilters & Pick<SessionQuery, 'sort' | 'order' | 'after'>;

/** The values by which lists of sessions can be sorted: columns of a session's row, or its time on the query's view. */
export type SortColumn = 'start' | 'last_ping' | 'visible_ms' | 'username' | 'view_ms';

type Bound = number | string | undefined;

/**
 * Returns the query's filters as conditions on a session's row. SQLite may use the index over `indexed` only: a `+`
 * before a column keeps SQLite from choosing another index.
 */
export const conditions = (
  query: OrderedFilters,
  { start, lastPing }: TimeBounds,
  indexed?: SortColumn,
): Expression<SqlBool>[] => {
  const {
    usernames,
    notUsernames,
    usernamePrefix,
    active,
    stoppedBefore,
    activeWindow,
    view,
    hereNow,
    minDurationMs,
  } = query;
  const within = (column: SortColumn, from: Bound, below: Bound) => {
    const [plain, behindPlus] = [sql.ref(column), sql`+${sql.ref(column)}`];
    // With a cursor, SQLite starts reading the index at the cursor: the bound on that side stays behind a `+`.
    const isBegun = (order: SortOrder): boolean => query.after !== undefined && query.order === order;
    return [
      ...inRange(column !== indexed || isBegun('asc') ? behindPlus : plain, from, undefined),
      ...inRange(column !== indexed || isBegun('desc') ? behindPlus : plain, undefined, below),
    ];
  };
  const prefix = usernamePrefix === undefined ? undefined : prefixRange(usernamePrefix);
  const ended = active === false || stoppedBefore !== undefined ? activeWindow : undefined;
  return [
    ...within('start', start.from, start.below),
    ...within('last_ping', lastPing.from, lastPing.below),
    ...within('visible_ms', minDurationMs, undefined),
    ...within('username', prefix?.from, prefix?.below),
    ...(usernames ? [sql<SqlBool>`+username in ${valuesOf(usernames)}`] : []),
    ...(notUsernames ? [sql<SqlBool>`+username not in ${valuesOf(notUsernames)}`] : []),
    ...(active ? [sql<SqlBool>`superseded = 0`] : []),
    ...((active || hereNow) && !activeWindow ? [sql<SqlBool>`false`] : []),
    ...(ended
      ? [sql<SqlBool>`(superseded = 1 or +last_ping <= ${ended.after} or +last_ping > ${ended.until})`]
      : []),
    // A row of session_view says that the session was on the view, and how long.
    ...(view === undefined || indexed === 'view_ms'
      ? []
      : [wasOn(view), ...inRange(viewTime(view), minDurationMs, undefined)]),
    ...(view === undefined || hereNow === undefined || !activeWindow
      ? []
      : [isHereNow(hereNow, view, activeWindow)]),
  ];
};

export const inRange = (column: Expression<unknown>, from: Bound, below: Bound): Expression<SqlBool>[] => [
  ...(from === undefined ? [] : [sql<SqlBool>`${column} >= ${from}`]),
  ...(below === undefined ? [] : [sql<SqlBool>`${column} < ${below}`]),
];

/** Returns the condition for the rows after the cursor; none without a cursor. */
export const afterCursor = (
  { after, order }: OrderedFilters,
  sortValue: Expression<unknown>,
): Expression<SqlBool>[] =>
  after
    ? [sql`(${sortValue}, id) ${order === 'asc' ? sql`>` : sql`<`} (${after.value}, ${idBytes(after.id)})`]
    : [];

const wasOn = (view: string) =>
  sql<SqlBool>`exists (
    select 1 from ${sql.table('session_tab')} where session = ${sql.table('session')}.pk and view = ${nameId(view)}
  )`;

/**
 * Returns a session's time on the view. While the session has pending time on a path, its own row has the total of this
 * path.
 */
export const viewTime = (view: string) => sql<number>`(
  select coalesce(sum(iif(stay_view = ${view} and stay_tab = ${nameOf('tab')}, stay_total_ms, ms)), 0)
  from ${sql.table('session_tab')} where session = ${sql.table('session')}.pk and view = ${nameId(view)}
)`;

/**
 * Returns the condition that a session is here now on the view, as showsView (libs/shared) defines it. If `expected` is
 * false, returns the condition that it is not. accounting-json.ts says what stands for values that a page leaves out.
 */
const isHereNow = (expected: boolean, view: string, { after, until }: ActiveWindow): Expression<SqlBool> => {
  const showsView = sql`superseded = 0 and +last_ping > ${after} and +last_ping <= ${until} and (
    accounting ->> 'shownView' = ${view}
    or exists (
      select 1 from json_each(accounting, '$.pages')
      where coalesce(value ->> 'visible', true) and coalesce(value ->> 'at', last_ping) > ${after}
        and coalesce(value ->> 'listedView', value ->> '$.path[0]', last_visible_path ->> '$[0]') = ${view}
    )
  )`;
  // For a session without shownView the comparison is null. A plain "not" would leave it null, so that the session
  // would not match.
  return sql<SqlBool>`(${showsView}) is ${expected ? sql`true` : sql`not true`}`;
};
