import type { SessionSort } from '@dwell/shared';
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { prefixRange } from '../../model/code-point-order.js';
import { valuesOf } from '../connection/kysely.js';
import { nameId } from '../schema/names.js';
import { SPAN_CLASSES } from '../schema/span-class.js';
import type { Tables } from '../schema/tables.js';
import { inRange, type OrderedFilters } from './filters.js';
import { recentRows } from './live.js';
import { union } from './parts.js';
import { boundsInClass, timeBounds } from './time-bounds.js';

/**
 * Selects, from indexes, the row numbers of all sessions that pass a filter, and of some sessions that do not. A number
 * may come several times.
 */
export type Candidates = SelectQueryBuilder<Tables, 'session', { pk: number }>;

/** The candidates for one filter of a query: see docs/adr/0003. */
export interface FilterCandidates {
  readonly rows: Candidates;
  /**
   * Gathering the candidates is faster than a walk if there are fewer than a limit. For this filter, the limit is
   * multiplied by this share.
   */
  readonly share: number;
}

/**
 * The share for the filter `minDurationMs` with a view, in a list by start or last ping. A walk for such a list checks
 * this filter in its index, much faster than it could read a session. So gathering pays only with fewer candidates than
 * for other filters.
 */
const SHARE_OF_LONG_ON_VIEW = 1 / 8;

/** Returns whether a list in this order is found by an index over the start or the last ping. */
export const isByTime = (sort: SessionSort): boolean => sort === 'start' || sort === 'last_ping';

/**
 * Returns the candidates of the filters for which gathering can be faster than a walk in the query's order, except
 * ranges of time; see {@link candidatesByTime}.
 */
export const candidatesByFilter = (
  db: Kysely<Tables>,
  { sort, usernames, usernamePrefix, view, minDurationMs, active, hereNow, activeWindow }: OrderedFilters,
): FilterCandidates[] => {
  const sessions = db.selectFrom('session').select('pk');
  const candidates: FilterCandidates[] = [];
  const add = (rows: Candidates, share = 1): void => {
    candidates.push({ rows, share });
  };
  // This filter comes first because it leaves few: the candidates of each filter are counted up to the fewest so far.
  if ((active || hereNow) && activeWindow) add(recentRows(db, activeWindow.after));
  if (usernames) add(sessions.where('username', 'in', valuesOf(usernames)));
  if (usernamePrefix !== undefined && sort !== 'username') {
    const { from, below } = prefixRange(usernamePrefix);
    add(sessions.where(({ and }) => and(inRange(sql.ref('username'), from, below))));
  }
  const unsettled = sessions.where('settled', '=', sql.lit(0));
  const settledOn = (view: string) =>
    db.selectFrom('session_view').select('session as pk').where('view', '=', nameId(view));
  if (minDurationMs !== undefined && view === undefined && sort !== 'visible_duration') {
    const settled = sessions.where('settled', '=', sql.lit(1)).where('visible_ms', '>=', minDurationMs);
    add(settled.unionAll(unsettled));
  }
  if (minDurationMs !== undefined && view !== undefined && sort !== 'view_duration') {
    const longEnough = settledOn(view).where('ms', '>=', minDurationMs) as unknown as Candidates;
    add(longEnough.unionAll(unsettled), isByTime(sort) ? SHARE_OF_LONG_ON_VIEW : 1);
  }
  // A list by start or last ping does not need this filter's candidates: its walk reads only the sessions of the view.
  if (view !== undefined && !isByTime(sort)) {
    add((settledOn(view) as unknown as Candidates).unionAll(unsettled));
  }
  return candidates;
};

/** Returns the candidates of the filters by time, or undefined if the query has no such filter. */
export const candidatesByTime = (db: Kysely<Tables>, query: OrderedFilters): Candidates | undefined => {
  const bounds = timeBounds(query);
  const limits = [bounds.start, bounds.lastPing].flatMap(({ from, below }) => [from, below]);
  if (limits.every((limit) => limit === undefined)) return undefined;
  const byClass = SPAN_CLASSES.map((spanClass) => {
    const { start } = boundsInClass(bounds, spanClass);
    return db
      .selectFrom('session')
      .select('pk')
      .where('span_class', '=', sql.lit(spanClass))
      .where(({ and }) => and(inRange(sql.ref('start'), start.from, start.below)));
  });
  return union(byClass);
};
