import { type RawBuilder, sql } from 'kysely';
import { MINUTE_MS } from '../../model/whole-minutes.js';

/**
 * Returns the statement that fills one level of view_visit from `visits`. Like the next statement, it is for the
 * migrations before 0019, in which view_visit had names.
 * @param grain the slot length of this level, in milliseconds; the slots of `visits` must not be longer
 */
export const sumVisits = (grain: number, visits: RawBuilder<unknown>): RawBuilder<unknown> => {
  const level = sql.lit(grain);
  return sql`insert into ${sql.table('view_visit')} (grain, slot, view, tab, length_bucket, visits, ms)
    select ${level}, slot - slot % ${level}, view, tab, length_bucket, sum(visits), sum(ms)
    from ${visits} group by 2, 3, 4, 5 having sum(visits) > 0`;
};

/** Returns the statement that sums up one level of view_visit over all paths, in rows of the grain `overPaths`. */
export const sumVisitsOverPaths = (grain: number, overPaths: number): RawBuilder<unknown> =>
  sql`insert into ${sql.table('view_visit')} (grain, slot, view, tab, length_bucket, visits, ms)
    select ${sql.lit(overPaths)}, slot, '', '', length_bucket, sum(visits), sum(ms)
    from ${sql.table('view_visit')} where grain = ${sql.lit(grain)} group by slot, length_bucket having sum(visits) > 0`;

const minute = sql.lit(MINUTE_MS);

/** The statement that fills session_minute from the settled sessions. */
export const fillMinutes: RawBuilder<unknown> = sql`
  insert into ${sql.table('session_minute')} (minute, started, stopped)
  with whole as (
    select (start + ${minute} - 1) / ${minute} * ${minute} as first, last_ping / ${minute} * ${minute} as last
    from ${sql.table('session')} where settled = 1
  )
  select minute, sum(started), sum(stopped) from (
    select first as minute, 1 as started, 0 as stopped from whole where first <= last
    union all
    select last, 0, 1 from whole where first <= last
  ) group by minute`;
