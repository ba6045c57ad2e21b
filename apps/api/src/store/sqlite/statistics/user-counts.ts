import { sql } from 'kysely';
import type { SlotWindow, StatisticsFilter } from '../../ports/session-store.js';
import { type Statements, valuesOf } from '../connection/kysely.js';

const time = sql.table('user_time');

/**
 * Counts the users with time in the window. One step in the index finds each user and leaps over the user's rows, and
 * one row in the window is enough. So the cost depends on the number of users, not of rows.
 */
export const countUsers = (
  statements: Statements,
  { from, to }: SlotWindow,
  { usernames, notUsernames, view }: StatisticsFilter,
): number => {
  const onView = view === undefined ? sql`` : sql`and view = ${view}`;
  const all = sql`
    select min(username) from ${time} where true ${onView}
    union all
    select (select min(username) from ${time} where username > users.username ${onView})
    from users where users.username is not null`;
  const counted = statements.first(sql<{ count: number }>`
    with recursive users (username) as (${usernames ? sql`select distinct value from ${valuesOf(usernames)}` : all})
    select count(*) as count from users where users.username not in ${valuesOf(notUsernames ?? [])} and exists (
      select 1 from ${time} as time
      where time.username = users.username and slot >= ${from} and slot < ${to} ${onView}
    )`);
  return counted?.count ?? 0;
};
