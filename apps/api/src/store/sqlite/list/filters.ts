import type { SortOrder } from '@dwell/shared';
import { type Expression, sql, type SqlBool } from 'kysely';
import { prefixRange } from '../../model/prefix-range.js';
import type { SessionQuery } from '../../ports/session-store.js';
import type { TimeBounds } from './time-bounds.js';

/** The columns that sessions can be listed by. */
export type SortColumn = 'start' | 'last_ping' | 'visible_ms' | 'username';

type Bound = number | string | undefined;

/**
 * What a question says of a session, as conditions on its row. An index is used for `indexed` alone: the
 * other columns stand behind a `+`, so that SQLite is not misled into another index than the one meant.
 */
export const conditions = (
  query: SessionQuery,
  { start, lastPing }: TimeBounds,
  indexed?: SortColumn,
): Expression<SqlBool>[] => {
  const { usernames, usernamePrefix, active, stoppedBefore, activeSince, view, minDurationMs } = query;
  const within = (column: SortColumn, from: Bound, below: Bound) => {
    const [plain, behindPlus] = [sql.ref(column), sql`+${sql.ref(column)}`];
    // Where a cursor says where to begin, no lower bound may.
    const isBegun = (order: SortOrder): boolean => query.after !== undefined && query.order === order;
    return [
      ...inRange(column !== indexed || isBegun('asc') ? behindPlus : plain, from, undefined),
      ...inRange(column !== indexed || isBegun('desc') ? behindPlus : plain, undefined, below),
    ];
  };
  const prefix = usernamePrefix === undefined ? undefined : prefixRange(usernamePrefix);
  return [
    ...within('start', start.from, start.below),
    ...within('last_ping', lastPing.from, lastPing.below),
    ...within('visible_ms', minDurationMs, undefined),
    ...within('username', prefix?.from, prefix?.below),
    ...(usernames ? [sql<SqlBool>`+username in ${values(usernames)}`] : []),
    ...(active ? [sql<SqlBool>`superseded = 0`] : []),
    ...(active === false || stoppedBefore !== undefined
      ? [sql<SqlBool>`(superseded = 1 or +last_ping <= ${activeSince})`]
      : []),
    ...(view === undefined ? [] : [wasOn(view)]),
  ];
};

export const inRange = (column: Expression<unknown>, from: Bound, below: Bound): Expression<SqlBool>[] => [
  ...(from === undefined || from === -Infinity ? [] : [sql<SqlBool>`${column} >= ${from}`]),
  ...(below === undefined || below === Infinity ? [] : [sql<SqlBool>`${column} < ${below}`]),
];

/** Behind the place where the last page ended. */
export const behindCursor = ({ after, order }: SessionQuery, column: SortColumn): Expression<SqlBool>[] =>
  after
    ? [sql`(${sql.ref(column)}, id) ${order === 'asc' ? sql`>` : sql`<`} (${after.value}, ${after.id})`]
    : [];

/** A list of any length as one parameter. */
export const values = (list: readonly string[]) =>
  sql<string>`(select value from json_each(${JSON.stringify(list)}))`;

const wasOn = (view: string) =>
  sql<SqlBool>`exists (
    select 1 from ${sql.table('session_tab')} where session = ${sql.table('session')}.pk and view = ${view}
  )`;
