import type { ActiveWindow } from '@dwell/shared';
import { type Kysely, sql } from 'kysely';
import { countHereNow } from '../../model/here-now.js';
import type { StatisticsFilter, ViewSessions } from '../../ports/session-store.js';
import { type Statements, valuesOf } from '../connection/kysely.js';
import { union } from '../list/parts.js';
import { SPAN_CLASSES } from '../schema/span-class.js';
import type { Accounting, Tables } from '../schema/tables.js';

/** Counts the sessions that are here now by view. Reads the active sessions one by one: they are few. */
export const hereNowByView = (
  db: Kysely<Tables>,
  statements: Statements,
  { usernames, notUsernames, view }: StatisticsFilter,
  activeWindow: ActiveWindow,
): ViewSessions[] => {
  const settled = SPAN_CLASSES.map((spanClass) =>
    db
      .selectFrom('session')
      .where('settled', '=', sql.lit(1))
      .where('span_class', '=', sql.lit(spanClass))
      .where('last_ping', '>', activeWindow.after),
  );
  const unsettled = db.selectFrom('session').where('settled', '=', sql.lit(0));
  const active = [...settled, unsettled].map((sessions) => {
    let query = sessions
      .where('superseded', '=', sql.lit(0))
      .where(sql.ref('last_ping'), '>', activeWindow.after)
      .where(sql.ref('last_ping'), '<=', activeWindow.until);
    if (usernames) query = query.where(sql<string>`+username`, 'in', valuesOf(usernames));
    if (notUsernames) query = query.where(sql<string>`+username`, 'not in', valuesOf(notUsernames));
    return query.select('accounting');
  });
  const sessions = statements
    .all(union(active))
    .map(({ accounting }) => JSON.parse(accounting) as Accounting);
  return countHereNow(sessions, activeWindow, view);
};
