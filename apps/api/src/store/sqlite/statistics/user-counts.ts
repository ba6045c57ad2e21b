import { sql } from 'kysely';
import type { SlotWindow, StatisticsFilter } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';

/**
 * Distinct users with time in the window. Each user is found by one step in the index, which leaps over
 * the user's rows, and asked for one row in the window; so it costs by users, not by rows.
 */
export const countUsers = (
  statements: Statements,
  { from, to }: SlotWindow,
  { usernames, view }: StatisticsFilter,
): number => {
  const time = sql.table('user_time');
  const ofView = view === undefined ? sql`` : sql`and view = ${view}`;
  const all = sql`
    select min(username) from ${time} where true ${ofView}
    union all
    select (select min(username) from ${time} where username > users.username ${ofView})
    from users where users.username is not null`;
  const named = sql`select distinct value from json_each(${JSON.stringify(usernames)})`;
  const counted = statements.first(sql<{ count: number }>`
    with recursive users (username) as (${usernames ? named : all})
    select count(*) as count from users where exists (
      select 1 from ${time} as time
      where time.username = users.username and slot >= ${from} and slot < ${to} ${ofView}
    )`);
  return counted?.count ?? 0;
};
