import type { SessionSort } from '@dwell/shared';
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { SessionQuery } from '../../ports/session-store.js';
import type { Tables } from '../schema/tables.js';
import { behindCursor, conditions, type SortColumn } from './filters.js';
import { SPAN_CLASSES, spanLimit } from '../schema/span-class.js';
import { boundsInClass, type TimeBounds, timeBounds } from './time-bounds.js';

const SORT_COLUMNS: Record<SessionSort, SortColumn> = {
  start: 'start',
  last_ping: 'last_ping',
  visible_duration: 'visible_ms',
  username: 'username',
};

/** Some of the sessions that match a question. */
export type Part = SelectQueryBuilder<Tables, 'session', { pk: number; id: string; sort: number | string }>;

/** All that match, in parts that each come in order: from an index, or as the unsettled ones, which are few. */
export const walk = (db: Kysely<Tables>, query: SessionQuery): Part[] => {
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

/** Those among the candidates that match, in no order. */
export const gather = (
  db: Kysely<Tables>,
  query: SessionQuery,
  candidates: SelectQueryBuilder<Tables, 'session', { pk: number }>,
): Part => matching(db, query, timeBounds(query)).where('pk', 'in', candidates);

/** Those that are not settled, in no order. */
export const unsettled = (db: Kysely<Tables>, query: SessionQuery): Part =>
  matching(db, query, timeBounds(query)).where('settled', '=', sql.lit(0));

export const union = <R>(
  parts: readonly SelectQueryBuilder<Tables, 'session', R>[],
): SelectQueryBuilder<Tables, 'session', R> => {
  const [first, ...others] = parts;
  if (!first) throw new Error('A union has at least one part');
  return others.reduce((all, part) => all.unionAll(part), first);
};

const classes = (db: Kysely<Tables>, query: SessionQuery, column: SortColumn): Part[] => {
  // No session is visible for longer than it lasts.
  const longEnough = SPAN_CLASSES.filter((spanClass) => spanLimit(spanClass) > (query.minDurationMs ?? 0));
  return longEnough.map((spanClass) =>
    matching(db, query, boundsInClass(timeBounds(query), spanClass), column).where(
      'span_class',
      '=',
      sql.lit(spanClass),
    ),
  );
};

/** The sessions that match; through the index over `indexed`, where that is given. */
const matching = (
  db: Kysely<Tables>,
  query: SessionQuery,
  bounds: TimeBounds,
  indexed?: SortColumn,
): Part => {
  const column = SORT_COLUMNS[query.sort];
  return db
    .selectFrom('session')
    .select(({ ref }) => ['pk', 'id', ref(column).$castTo<number | string>().as('sort')])
    .where(({ and }) => and([...conditions(query, bounds, indexed), ...behindCursor(query, column)]));
};
