import type { ActiveWindow } from '@dwell/shared';
import type { Kysely } from 'kysely';
import { countHereNow } from '../../model/here-now.js';
import type { StatisticsFilter, ViewSessions } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import { conditions, type OrderedFilters } from '../list/filters.js';
import { recentRows } from '../list/live.js';
import { timeBounds } from '../list/time-bounds.js';
import { decodeAccounting } from '../schema/accounting-json.js';
import type { Tables } from '../schema/tables.js';

/**
 * Counts the active sessions that are here now on each view, or on the filter's view. Reads the active sessions one by
 * one: they are few.
 */
export const hereNowByView = (
  db: Kysely<Tables>,
  statements: Statements,
  { usernames, notUsernames, view }: StatisticsFilter,
  activeWindow: ActiveWindow,
): ViewSessions[] => {
  const filters: OrderedFilters = {
    usernames,
    notUsernames,
    active: true,
    activeWindow,
    sort: 'last_ping',
    order: 'asc',
  };
  const rows = db
    .selectFrom('session')
    .select(['accounting', 'last_ping', 'last_visible_path'])
    .where('pk', 'in', recentRows(db, activeWindow.after))
    .where(({ and }) => and(conditions(filters, timeBounds(filters))));
  const active = statements.all(rows).map(decodeAccounting);
  return countHereNow(active, activeWindow, view);
};
