import { LENGTH_ERROR } from '@dwell/shared';
import { type Kysely, type Migration, sql } from 'kysely';
import { fillMinutes, sumVisits } from './fill-sums.js';

const sorted = sql`strict, without rowid`;

const HOUR_MS = 60 * 60_000;

/** The lengths of the slots in which this migration counts visits, in ms. The levels of a later version may differ. */
const LEVELS_MS = [HOUR_MS / 4, 6 * HOUR_MS, 24 * HOUR_MS, 96 * HOUR_MS, 384 * HOUR_MS];

/**
 * Adds the lengths of visits, and the counts of sessions by their first and by their last whole minute. The lengths of
 * the visits so far are estimated.
 */
export const sessions0006 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    const visits = <C extends string>(
      table: string,
      of: C,
      type: 'text' | 'integer',
      key: (C | 'slot' | 'view' | 'tab' | 'length_bucket')[],
    ): Promise<void> =>
      db.schema
        .createTable(table)
        .addColumn(of, type, (column) => column.notNull())
        .addColumn('slot', 'integer', (column) => column.notNull())
        .addColumn('view', 'text', (column) => column.notNull())
        .addColumn('tab', 'text', (column) => column.notNull())
        .addColumn('length_bucket', 'integer', (column) => column.notNull())
        .addColumn('visits', 'integer', (column) => column.notNull())
        .addColumn('ms', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint(`${prefix}${table}_key`, key)
        .modifyEnd(sorted)
        .execute();

    await visits('user_visit', 'username', 'text', ['username', 'slot', 'view', 'tab', 'length_bucket']);
    await visits('view_visit', 'grain', 'integer', ['grain', 'slot', 'view', 'tab', 'length_bucket']);
    await db.schema
      .createTable('session_minute')
      .addColumn('minute', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('started', 'integer', (column) => column.notNull())
      .addColumn('stopped', 'integer', (column) => column.notNull())
      .modifyEnd(sorted)
      .execute();
    await estimateVisits(db);
    for (const level of LEVELS_MS) await sumVisits(level, sql.table('user_visit')).execute(db);
    await fillMinutes.execute(db);
  },
});

const userTime = sql.table('user_time');

/**
 * Estimates the lengths of visits from users' time. Takes as the length of a visit the user's time on its path, from
 * the visit's slot until the slot of the user's next visit of the path. Several visits in one slot share that time in
 * equal parts. So the number of visits in each slot is exact. The sum of their lengths is exact over all slots, but not
 * in each slot: the time of a visit that goes on into the slot of the next one counts for the next one.
 */
const estimateVisits = async (db: Kysely<unknown>): Promise<void> => {
  // One user at a time, so that the memory for the window functions stays small.
  let last: string | null = null;
  for (;;) {
    const next: { readonly rows: readonly { username: string | null }[] } = await sql<{
      username: string | null;
    }>`select min(username) as username from ${userTime} ${last === null ? sql`` : sql`where username > ${last}`}`.execute(
      db,
    );
    last = next.rows[0]?.username ?? null;
    if (last === null) return;
    await estimateVisitsOf(last).execute(db);
  }
};

/**
 * The logarithm of the factor by which the upper limit of each bucket of bucketOfLength exceeds that of the bucket
 * before.
 */
const LOG_GROWTH = sql.lit(Math.log((1 + LENGTH_ERROR) / (1 - LENGTH_ERROR)));

const estimateVisitsOf = (username: string) => sql`
  insert into ${sql.table('user_visit')} (username, slot, view, tab, length_bucket, visits, ms)
  with times as (
    select slot, view, tab, sum(ms) as ms, sum(visits) as visits from (
      select slot, view, tab, ms, visits from ${userTime} where username = ${username}
      union all
      select stay_slot, stay_view, stay_tab, stay_ms, stay_visits from ${sql.table('session')}
      where username = ${username} and settled = 0 and stay_ms > 0
    ) group by slot, view, tab
  ),
  numbered as (
    select *, sum(visits > 0) over (partition by view, tab order by slot) as number from times
  ),
  -- The visits that began in one slot. Their time is that of the slot and of the later ones without new visits.
  visited as (
    select min(slot) as slot, view, tab, sum(visits) as visits, sum(ms) as ms
    from numbered where number > 0 group by view, tab, number
  ),
  -- What remains of the division goes to some of the visits, one millisecond each.
  lengths as (
    select slot, view, tab, ms / visits + 1 as length, ms % visits as visits from visited
    union all
    select slot, view, tab, ms / visits, visits - ms % visits from visited
  )
  select ${username}, slot, view, tab, cast(ceil(ln(max(1, length)) / ${LOG_GROWTH}) as integer),
    sum(visits), sum(visits * length)
  from lengths where visits > 0 group by 2, 3, 4, 5`;
