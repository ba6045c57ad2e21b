import { SLOT_MS } from '@dwell/shared';
import { type RawBuilder, sql } from 'kysely';
import { ROLLUP_LEVELS, VISIT_LEVELS } from '../../model/rollup-levels.js';
import type { Statements } from '../connection/kysely.js';
import { userTime, userVisits } from '../packs/packed-rows.js';
import { ALL_PATHS } from '../packs/columns.js';
import type { SessionWriter } from '../record/session-writer.js';
import { SESSION_TABS } from '../schema/names.js';
import { fillMinutes } from '../schema/fill-sums.js';
import { allPaths, inSlots, SHORTEST_LEVEL } from '../schema/view-sums.js';

const session = sql.table('session');
const sessionTab = sql.table('session_tab');
const sessionSlot = sql.table('session_slot');
const sessionMinute = sql.table('session_minute');
const viewTime = sql.table('view_time');
const viewVisit = sql.table('view_visit');

const sessionView = sql.table('session_view');

/** The rows come in the order of each table's key, so that it is written from its beginning to its end. */
const SUM_VIEWS = [
  sql`delete from ${sessionView}`,
  sql`insert into ${sessionView} (view, ms, session)
    select view, sum(ms) as total, session from ${sessionTab} group by session, view order by view, total, session`,
  ...(['start', 'last_ping'] as const).flatMap((column) => {
    const byTime = sql.table(`session_view_by_${column}`);
    return [
      sql`delete from ${byTime}`,
      sql`insert into ${byTime} (view, session_class, at, session, ms)
        select view, span_class, ${sql.ref(column)}, pk, ms from ${sessionView} join ${session} on pk = session
        order by 1, 2, 3, 4`,
    ];
  }),
];

/** The statements that compute one level of view_time again, from users' time or from the shortest level. */
const sumTime = (grain: number): RawBuilder<unknown>[] => {
  const [level, overPaths] = [sql.lit(inSlots(grain)), sql.lit(allPaths(grain))];
  const { rows, slot } = source(grain, viewTime, userTime());
  return [
    sql`delete from ${viewTime} where level in (${level}, ${overPaths})`,
    sql`insert into ${viewTime} (level, slot, path, ms, visits)
      select ${level}, ${slot}, path, sum(ms), sum(visits) from ${rows} group by 2, 3`,
    sql`insert into ${viewTime} (level, slot, path, ms, visits)
      select ${overPaths}, slot, ${sql.lit(ALL_PATHS)}, sum(ms), sum(visits)
      from ${viewTime} where level = ${level} group by slot`,
  ];
};

/** The statements that compute one level of view_visit again, from users' visits or from the shortest level. */
const countVisits = (grain: number): RawBuilder<unknown>[] => {
  const [level, overPaths] = [sql.lit(inSlots(grain)), sql.lit(allPaths(grain))];
  const { rows, slot } = source(grain, viewVisit, userVisits());
  return [
    sql`delete from ${viewVisit} where level in (${level}, ${overPaths})`,
    sql`insert into ${viewVisit} (level, slot, path, length_bucket, ms, visits)
      select ${level}, ${slot}, path, length_bucket, sum(ms), sum(visits)
      from ${rows} group by 2, 3, 4 having sum(visits) > 0`,
    sql`insert into ${viewVisit} (level, slot, path, length_bucket, ms, visits)
      select ${overPaths}, slot, ${sql.lit(ALL_PATHS)}, length_bucket, sum(ms), sum(visits)
      from ${viewVisit} where level = ${level} group by slot, length_bucket having sum(visits) > 0`,
  ];
};

/**
 * Returns the rows that a level of `table` is the sum of, and SQL for the slot of the level that such a row counts in:
 * the rows of the shortest level, or those of users for the shortest level itself.
 */
const source = (grain: number, table: RawBuilder<unknown>, ofUsers: RawBuilder<unknown>) =>
  grain === SLOT_MS
    ? { rows: ofUsers, slot: sql`slot / ${sql.lit(SLOT_MS)}` }
    : {
        rows: sql`(select * from ${table} where level = ${sql.lit(SHORTEST_LEVEL)})`,
        slot: sql`slot - slot % ${sql.lit(inSlots(grain))}`,
      };

/**
 * Counts by slot how many sessions started and stopped. Each session counts under each of its views, and once under ''.
 */
const COUNT_BY_SLOT = [
  sql`delete from ${sessionSlot}`,
  sql`insert into ${sessionSlot} (view, slot, started, stopped)
    with viewed as (
      select pk, '' as view, start, last_ping from ${session}
      union
      select pk, view, start, last_ping from ${session} join ${SESSION_TABS} on session = pk
    )
    select view, slot - slot % ${sql.lit(SLOT_MS)}, sum(started), sum(stopped) from (
      select view, start as slot, 1 as started, 0 as stopped from viewed
      union all
      select view, last_ping, 0, 1 from viewed
    ) group by 1, 2`,
];

/**
 * Returns the steps that compute all sums again. Each step is a transaction (the last step, for the packs, is one for
 * each user), and sums that were right before it are right after it. So the process may end between two steps. The
 * first step settles all sessions, so that the tables contain all time and all visits. A session's next ping makes it
 * unsettled again.
 */
export const rebuildSteps = (statements: Statements, writer: SessionWriter): readonly (() => void)[] => {
  const running = (queries: readonly RawBuilder<unknown>[]) => (): void => {
    statements.inTransaction(() => {
      for (const query of queries) statements.run(query);
      writer.markAllParts();
    });
  };
  return [
    () => {
      writer.settleAll();
    },
    running(SUM_VIEWS),
    ...ROLLUP_LEVELS.map((level) => running(sumTime(level))),
    ...VISIT_LEVELS.map((level) => running(countVisits(level))),
    running(COUNT_BY_SLOT),
    running([sql`delete from ${sessionMinute}`, fillMinutes]),
    () => {
      writer.markAllParts();
      writer.packer.repackAll();
    },
  ];
};
