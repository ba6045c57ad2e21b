import { SLOT_MS } from '@dwell/shared';
import { type Kysely, sql } from 'kysely';
import { ROLLUP_LEVELS } from '../../model/rollup-levels.js';
import {
  type ArchivedRecords,
  type SessionDataName,
  type StoredData,
  toUserSlots,
  type UserSlot,
} from '../../ports/archive.js';
import { tableOf } from '../accounts/session-data-store.js';
import type { Statements } from '../connection/kysely.js';
import type { SessionRows } from '../list/decode-session.js';
import type { SessionReader } from '../list/read-session.js';
import type { SessionWriter } from '../record/session-writer.js';
import type { Tables, UserTimeTable } from '../schema/tables.js';

/** How many records are read at a time. */
const PORTION = 500;

const session = sql.table('session');
const sessionTab = sql.table('session_tab');
const sessionView = sql.table('session_view');
const sessionSlot = sql.table('session_slot');
const userTime = sql.table('user_time');
const viewTime = sql.table('view_time');

const COUNTED = {
  sessions: session,
  userTime: sql`(select distinct username, slot from ${userTime})`,
  logins: sql.table(tableOf('logins')),
  sessman: sql.table(tableOf('sessman')),
} satisfies Record<ArchivedRecords, unknown>;

/** What the worker that commits does for sqliteArchive. */
export const archiveMethods = (
  db: Kysely<Tables>,
  statements: Statements,
  reader: SessionReader,
  writer: SessionWriter,
) => ({
  countArchived: (records: ArchivedRecords): number =>
    statements.first(sql<{ count: number }>`select count(*) as count from ${COUNTED[records]}`)?.count ?? 0,

  archivedSessions: (after: string): SessionRows[] =>
    statements
      .all(db.selectFrom('session').select('id').where('id', '>', after).orderBy('id').limit(PORTION))
      .flatMap(({ id }) => reader.find(id) ?? []),

  /**
   * Returns the next portion of users' time, including the time that sessions' rows still hold back. For all such
   * time user_time has a row, because a session's first ping on a path writes one.
   */
  archivedUserTime: ({ username, slot }: Pick<UserSlot, 'username' | 'slot'>): UserSlot[] => {
    const slots = statements.all(sql<{ username: string; slot: number }>`
      select distinct username, slot from ${userTime}
      where (username, slot) > (${username}, ${slot}) order by username, slot limit ${PORTION}`);
    const last = slots.at(-1);
    if (!last) return [];
    const isNext = (slotColumn: string) => sql`
      (username, ${sql.ref(slotColumn)}) > (${username}, ${slot})
      and (username, ${sql.ref(slotColumn)}) <= (${last.username}, ${last.slot})`;
    const rows = statements.all(sql<UserTimeTable>`
      select username, slot, view, tab, sum(ms) as ms, sum(visits) as visits from (
        select username, slot, view, tab, ms, visits from ${userTime} where ${isNext('slot')}
        union all
        select username, stay_slot, stay_view, stay_tab, stay_ms, stay_visits from ${session}
        where settled = 0 and stay_ms > 0 and ${isNext('stay_slot')}
      ) group by username, slot, view, tab order by username, slot`);
    return toUserSlots(rows.map(({ tab, ...row }) => ({ ...row, tab: tab === '' ? undefined : tab })));
  },

  addUserTime: (slots: readonly UserSlot[]): void => {
    statements.inTransaction(() => {
      for (const { username, slot, time } of slots) {
        for (const { tab = '', ...total } of time) writer.addUserTime(username, { slot, tab, ...total });
      }
    });
  },

  archivedSessionData: (name: SessionDataName, after: string): StoredData[] =>
    statements.all(sql<StoredData>`
      select session_id as sid, created_at as createdAt, data from ${sql.table(tableOf(name))}
      where session_id > ${after} order by session_id limit ${PORTION}`),

  putSessionData: (name: SessionDataName, records: readonly StoredData[]): void => {
    statements.inTransaction(() => {
      for (const { sid, createdAt, data } of records) {
        statements.run(sql`insert or replace into ${sql.table(tableOf(name))} (session_id, created_at, data)
          values (${sid}, ${createdAt}, ${data})`);
      }
    });
  },

  /** Settles all sessions first, so that the tables hold all time. A session's next ping makes it unsettled again. */
  rebuildSums: (): void => {
    statements.inTransaction(() => {
      for (const statement of [...SETTLE_ALL, ...SUM_VIEWS, ...SUM_TIME, ...COUNT_SESSIONS])
        statements.run(statement);
    });
    writer.forgetAll();
  },
});

const SETTLE_ALL = [
  sql`insert into ${userTime} (username, slot, view, tab, ms, visits)
    select username, stay_slot, stay_view, stay_tab, stay_ms, stay_visits from ${session} where stay_ms > 0
    on conflict do update set ms = ms + excluded.ms, visits = visits + excluded.visits`,
  sql`insert into ${sessionTab} (session, view, tab, ms)
    select pk, stay_view, stay_tab, stay_total_ms from ${session} where stay_ms > 0
    on conflict do update set ms = excluded.ms`,
  sql`update ${session} set settled = 1, stay_view = null, stay_tab = null, stay_slot = null,
    stay_total_ms = null, stay_ms = null, stay_visits = null where settled = 0`,
];

const SUM_VIEWS = [
  sql`delete from ${sessionView}`,
  sql`insert into ${sessionView} (view, ms, session, session_class, session_start, session_last_ping)
    select view, sum(ms) as total, pk, span_class, start, last_ping
    from ${sessionTab} join ${session} on pk = session
    group by session, view order by view, total, session`,
];

const SUM_TIME = [
  sql`delete from ${viewTime}`,
  ...ROLLUP_LEVELS.map(
    (level) => sql`insert into ${viewTime} (grain, slot, view, tab, ms, visits)
      select ${sql.lit(level)}, slot - slot % ${sql.lit(level)}, view, tab, sum(ms), sum(visits)
      from ${userTime} group by 2, 3, 4`,
  ),
];

/**
 * Counts by slot how many sessions started and stopped. Each session counts under each of its views, and once under ''.
 */
const COUNT_SESSIONS = [
  sql`delete from ${sessionSlot}`,
  sql`insert into ${sessionSlot} (view, slot, started, stopped)
    with viewed as (
      select pk, '' as view, start, last_ping from ${session}
      union
      select pk, view, start, last_ping from ${session} join ${sessionTab} on session = pk
    )
    select view, slot - slot % ${sql.lit(SLOT_MS)}, sum(started), sum(stopped) from (
      select view, start as slot, 1 as started, 0 as stopped from viewed
      union all
      select view, last_ping, 0, 1 from viewed
    ) group by 1, 2`,
];
