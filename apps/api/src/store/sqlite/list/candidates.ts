import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { prefixRange } from '../../model/prefix-range.js';
import type { SessionQuery } from '../../ports/session-store.js';
import type { Tables } from '../schema/tables.js';
import { inRange, values } from './filters.js';
import { union } from './parts.js';
import { SPAN_CLASSES } from '../schema/span-class.js';
import { boundsInClass, timeBounds } from './time-bounds.js';

/** Row numbers of sessions, read from an index: all that pass a filter, each once or more often. */
export type Candidates = SelectQueryBuilder<Tables, 'session', { pk: number }>;

/** For each filter that is neither of time nor of what is sorted by. */
export const candidatesOfFilters = (
  db: Kysely<Tables>,
  { sort, usernames, usernamePrefix, view, minDurationMs }: SessionQuery,
): Candidates[] => {
  const sessions = db.selectFrom('session').select('pk');
  const candidates: Candidates[] = [];
  if (usernames) candidates.push(sessions.where('username', 'in', values(usernames)));
  if (usernamePrefix !== undefined && sort !== 'username') {
    const { from, below } = prefixRange(usernamePrefix);
    candidates.push(sessions.where(({ and }) => and(inRange(sql.ref('username'), from, below))));
  }
  if (minDurationMs !== undefined && sort !== 'visible_duration') {
    const settled = sessions.where('settled', '=', sql.lit(1)).where('visible_ms', '>=', minDurationMs);
    candidates.push(settled.unionAll(sessions.where('settled', '=', sql.lit(0))));
  }
  if (view !== undefined) {
    candidates.push(
      db.selectFrom('session_tab').select('session as pk').where('view', '=', view) as unknown as Candidates,
    );
  }
  return candidates;
};

/** Where the question is about some time: the sessions that can be of it. */
export const candidatesOfTime = (db: Kysely<Tables>, query: SessionQuery): Candidates | undefined => {
  const bounds = timeBounds(query);
  const limits = [bounds.start, bounds.lastPing].flatMap(({ from, below }) => [from, below]);
  if (!limits.some(Number.isFinite)) return undefined;
  const ofClasses = SPAN_CLASSES.map((spanClass) => {
    const { start } = boundsInClass(bounds, spanClass);
    return db
      .selectFrom('session')
      .select('pk')
      .where('span_class', '=', sql.lit(spanClass))
      .where(({ and }) => and(inRange(sql.ref('start'), start.from, start.below)));
  });
  return union(ofClasses);
};
