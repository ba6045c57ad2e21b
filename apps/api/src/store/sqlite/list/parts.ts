import type { SessionSort } from '@dwell/shared';
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { SPAN_CLASSES, spanLimit } from '../schema/span-class.js';
import type { Tables } from '../schema/tables.js';
import { afterCursor, conditions, type OrderedFilters, type SortColumn } from './filters.js';
import { boundsInClass, type TimeBounds, timeBounds } from './time-bounds.js';

const SORT_COLUMNS: Record<SessionSort, SortColumn> = {
  start: 'start',
  last_ping: 'last_ping',
  visible_duration: 'visible_ms',
  username: 'username',
};

/** Selects some of the sessions that match a query. */
export type Part = SelectQueryBuilder<Tables, 'session', { pk: number; id: string; sort: number | string }>;

/**
 * Selects all matching sessions in parts, each of which an index has in the query's order. Where the index lacks the
 * unsettled sessions, these are a part of their own without an order: they are few.
 */
export const walk = (db: Kysely<Tables>, query: OrderedFilters): Part[] => {
  const column = SORT_COLUMNS[query.sort];
  const settled = (part: Part): Part => part.where('settled', '=', sql.lit(1));
  switch (column) {
    case 'start':
      return classes(db, query, column);
    case 'last_ping':
      return [...classes(db, query, column).map(settled), unsettled(db, query)];
    case 'visible_ms':
      return [settled(matching(db, query, timeBounds(query), column)), unsettled(db, query)];
    case 'username':
      return [matching(db, query, timeBounds(query), column)];
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

export const union = <R>(
  parts: readonly SelectQueryBuilder<Tables, 'session', R>[],
): SelectQueryBuilder<Tables, 'session', R> => {
  const [first, ...others] = parts;
  if (!first) throw new Error('A union has at least one part');
  return others.reduce((all, part) => all.unionAll(part), first);
};

const classes = (db: Kysely<Tables>, query: OrderedFilters, column: SortColumn): Part[] => {
  // A session is visible for at most its length.
  const longEnough = SPAN_CLASSES.filter((spanClass) => {
    const limit = spanLimit(spanClass);
    return limit === undefined || limit > (query.minDurationMs ?? 0);
  });
  return longEnough.map((spanClass) =>
    matching(db, query, boundsInClass(timeBounds(query), spanClass), column).where(
      'span_class',
      '=',
      sql.lit(spanClass),
    ),
  );
};

/** Selects the matching sessions, by the index over `indexed` if it is given. */
const matching = (
  db: Kysely<Tables>,
  query: OrderedFilters,
  bounds: TimeBounds,
  indexed?: SortColumn,
): Part => {
  const column = SORT_COLUMNS[query.sort];
  return db
    .selectFrom('session')
    .select(({ ref }) => ['pk', 'id', ref(column).$castTo<number | string>().as('sort')])
    .where(({ and }) => and([...conditions(query, bounds, indexed), ...afterCursor(query, column)]));
};
