import type { SessionSort } from '@dwell/shared';
import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql, type SqlBool } from 'kysely';
import { LONG_CLASSES } from '../packs/session-rows.js';
import { nameId } from '../schema/names.js';
import { SPAN_CLASSES, spanLimit } from '../schema/span-class.js';
import type { Tables } from '../schema/tables.js';
import {
  afterCursor,
  conditions,
  inRange,
  type OrderedFilters,
  type SortColumn,
  viewTime,
} from './filters.js';
import { boundsInClass, type TimeBounds, timeBounds, type TimeRange } from './time-bounds.js';

const SORT_COLUMNS: Record<SessionSort, SortColumn> = {
  start: 'start',
  last_ping: 'last_ping',
  visible_duration: 'visible_ms',
  username: 'username',
  view_duration: 'view_ms',
};

/** Selects some of the sessions that match a query. */
export type Part = SelectQueryBuilder<
  Tables,
  'session',
  { pk: number; id: Uint8Array; sort: number | string }
>;

/**
 * Selects all matching sessions, in several parts. The rows of each part come from an index in the query's order. If
 * that index does not contain unsettled sessions, one more part has these, without an order: they are few.
 */
export const walk = (db: Kysely<Tables>, query: OrderedFilters): Part[] => {
  const column = SORT_COLUMNS[query.sort];
  const settled = (part: Part): Part => part.where('settled', '=', sql.lit(1));
  switch (column) {
    case 'start':
      return query.view === undefined
        ? classes(db, query, column)
        : [...classesOfView(db, query, column), unsettled(db, query)];
    case 'last_ping':
      return query.view === undefined
        ? [...classes(db, query, column).map(settled), unsettled(db, query)]
        : [...classesOfView(db, query, column), unsettled(db, query)];
    case 'visible_ms':
      return [settled(matching(db, query, timeBounds(query), column)), unsettled(db, query)];
    case 'username':
      return [matching(db, query, timeBounds(query), column)];
    case 'view_ms':
      return [byViewTime(db, query), unsettled(db, query)];
  }
};

/** Selects the matching sessions among the candidates, in no order. */
export const gather = (
  db: Kysely<Tables>,
  query: OrderedFilters,
  candidates: SelectQueryBuilder<Tables, 'session', { pk: number }>,
): Part => matching(db, query, timeBounds(query)).where('pk', 'in', candidates);

/** Selects the matching sessions that are not settled, in no order. */
export const unsettled = (db: Kysely<Tables>, query: OrderedFilters): Part =>
  matching(db, query, timeBounds(query)).where('settled', '=', sql.lit(0));

/**
 * Selects the matching settled sessions that are too long to be packed, in one part for each length class, without an
 * order.
 */
export const long = (db: Kysely<Tables>, query: OrderedFilters): Part[] =>
  LONG_CLASSES.map((spanClass) =>
    matching(db, query, boundsInClass(timeBounds(query), spanClass), 'last_ping')
      .where('settled', '=', sql.lit(1))
      .where('span_class', '=', sql.lit(spanClass)),
  );

export const union = <R>(
  parts: readonly SelectQueryBuilder<Tables, 'session', R>[],
): SelectQueryBuilder<Tables, 'session', R> => {
  const [first, ...others] = parts;
  if (!first) throw new Error('A union has at least one part');
  return others.reduce((all, part) => all.unionAll(part), first);
};

/**
 * Returns the length classes that can have sessions with the wanted visible time. Leaves out classes of shorter
 * sessions, because a session's visible time is never more than its length.
 */
const longEnough = ({ minDurationMs = 0 }: OrderedFilters): readonly number[] =>
  SPAN_CLASSES.filter((spanClass) => {
    const limit = spanLimit(spanClass);
    return limit === undefined || limit > minDurationMs;
  });

const classes = (db: Kysely<Tables>, query: OrderedFilters, column: SortColumn): Part[] =>
  longEnough(query).map((spanClass) =>
    matching(db, query, boundsInClass(timeBounds(query), spanClass), column).where(
      'span_class',
      '=',
      sql.lit(spanClass),
    ),
  );

/** Selects the matching sessions, by the index over `indexed` if it is given. */
const matching = (
  db: Kysely<Tables>,
  query: OrderedFilters,
  bounds: TimeBounds,
  indexed?: SortColumn,
): Part => {
  const column = SORT_COLUMNS[query.sort];
  const sortValue = column === 'view_ms' ? viewTime(query.view ?? '') : sql.ref<number | string>(column);
  return db
    .selectFrom('session')
    .select(['pk', 'id', sortValue.as('sort')])
    .where(({ and }) => and([...conditions(query, bounds, indexed), ...afterCursor(query, sortValue)]));
};

/**
 * Selects the matching settled sessions, in one part for each length class. The rows of each part come in the order of
 * `column`, from session_view_by_start or session_view_by_last_ping.
 */
const classesOfView = (db: Kysely<Tables>, query: OrderedFilters, column: 'start' | 'last_ping'): Part[] =>
  longEnough(query).map((spanClass) => {
    const bounds = boundsInClass(timeBounds(query), spanClass);
    const range = column === 'start' ? bounds.start : bounds.lastPing;
    return onView(db, query, bounds, `session_view_by_${column}`, sql.ref('at'), range)
      .where('session_class', '=', sql.lit(spanClass))
      .where(({ and }) => and(inRange(sql`+${sql.ref('ms')}`, query.minDurationMs, undefined)));
  });

/** Selects the matching settled sessions, in the order of their time on the view. */
const byViewTime = (db: Kysely<Tables>, query: OrderedFilters): Part =>
  onView(db, query, timeBounds(query), 'session_view', sql.ref('ms'), {
    from: query.minDurationMs,
    below: undefined,
  });

/**
 * Selects the matching settled sessions that were on the view, in the order of a column of `table`. This table has
 * sessions with the same value in the order of their row numbers, so SQLite has to sort these by their ids.
 */
const onView = (
  db: Kysely<Tables>,
  query: OrderedFilters,
  bounds: TimeBounds,
  table: 'session_view' | `session_view_by_${'start' | 'last_ping'}`,
  column: RawBuilder<number>,
  { from, below }: TimeRange,
) => {
  const { view = '', after, order } = query;
  const isAscending = order === 'asc';
  const behindPlus = sql<number>`+${column}`;
  const cursor = after && [
    ...(isAscending
      ? [sql<SqlBool>`${column} >= ${after.value}`]
      : [sql<SqlBool>`${column} <= ${after.value}`]),
    ...afterCursor(query, behindPlus),
  ];
  // With a cursor, SQLite starts reading the table at the cursor: the limit on that side stays behind a `+`, as in
  // conditions().
  const range = [
    ...inRange(after && isAscending ? behindPlus : column, from, undefined),
    ...inRange(after && !isAscending ? behindPlus : column, undefined, below),
  ];
  // A cross join keeps SQLite from reading the sessions first.
  return db
    .selectFrom(table)
    .crossJoin('session')
    .whereRef('pk', '=', sql.ref(`${table}.session`))
    .where('view', '=', nameId(view))
    .where(({ and }) => and([...range, ...(cursor ?? []), ...conditions(query, bounds, 'view_ms')]))
    .select(['pk', 'id', column.as('sort')]);
};
