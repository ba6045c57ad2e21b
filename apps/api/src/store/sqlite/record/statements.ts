import type { Database, Statement } from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { bound } from '../connection/kysely.js';
import { SESSION_TABS } from '../schema/names.js';
import { hashBytes, hasKey, idBytes } from '../schema/session-bytes.js';
import type { Tables } from '../schema/tables.js';

export type WriterStatements = Record<keyof ReturnType<typeof writeStatements>, Statement<unknown[]>>;

/**
 * Prepares the statements that commit batches. A batch runs statements hundreds of times, and building one costs more
 * than running it. The statements bind their values by position: binding by name costs twice as much.
 */
export const prepareWriterStatements = (database: Database, db: Kysely<Tables>): WriterStatements => {
  const prepared = Object.entries(writeStatements()).map(([name, query]) => {
    return [name, database.prepare<unknown[]>(query.compile(db).sql)] as const;
  });
  return Object.fromEntries(prepared) as WriterStatements;
};

const writeStatements = () => {
  const session = sql.table('session');
  const trail = sql.table('session_trail');
  const viewTimes = sql`select view, sum(ms), session from ${sql.table('session_tab')} where session = ? group by view`;
  const addByTime = (column: 'start' | 'last_ping') => sql`
    insert into ${sql.table(`session_view_by_${column}`)} (view, session_class, at, session, ms)
    select view, span_class, ${sql.ref(column)}, pk, sum(ms)
    from ${sql.table('session_tab')} join ${session} on pk = session where session = ? group by view`;
  const dropByTime = (column: 'start' | 'last_ping') => sql`
    delete from ${sql.table(`session_view_by_${column}`)} where (view, session_class, at, session) in (
      select view, span_class, ${sql.ref(column)}, pk
      from ${sql.table('session_tab')} join ${session} on pk = session where session = ?)`;
  const addTime = sql`do update set ms = ms + excluded.ms, visits = visits + excluded.visits`;
  return {
    findSession: sql`select
        pk, username, start, last_ping as lastPing, revision, settled, span_class as spanClass,
        stay_view as view, stay_tab as tab, stay_slot as slot,
        stay_total_ms as totalMs, stay_ms as ms, stay_visits as visits
      from ${session} where id = ${idBytes(bound())}`,
    findAccounting: sql`select accounting from ${session} where pk = ?`,
    findViews: sql`select distinct view from ${SESSION_TABS} where session = ?`,
    findSame: sql`select 1 from ${session} where id = ${idBytes(bound())}
      union all select 1 from ${session} where ${hasKey(bound())} and ordinal = ?`,
    insertSession: sql`insert into ${session} (
        id, key_hash, ordinal, username, client, revision, superseded, settled, span_class,
        start, last_ping, last_visible_ping, last_visible_path, visible_ms, accounting
      ) values (${idBytes(bound())}, ${hashBytes(bound())}, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    addPerson: sql`insert or ignore into ${sql.table('person')} (username, folded) values (?, ?)`,
    updateSession: sql`update ${session} set
        revision = ?, superseded = ?, last_ping = ?, last_visible_ping = ?, last_visible_path = ?,
        visible_ms = ?, accounting = ?,
        stay_view = ?, stay_tab = ?, stay_slot = ?, stay_total_ms = ?, stay_ms = ?, stay_visits = ?
      where pk = ?`,
    setSpanClass: sql`update ${session} set span_class = ? where pk = ?`,
    setSettled: sql`update ${session} set settled = ? where pk = ?`,
    settle: sql`update ${session} set settled = 1,
        stay_view = null, stay_tab = null, stay_slot = null, stay_total_ms = null, stay_ms = null, stay_visits = null
      where pk = ?`,
    findSilent: sql`select hex(id) as digits from ${session} where settled = 0 and last_ping < ? limit ?`,
    saveTotal: sql`insert into ${sql.table('session_tab')} (session, view, tab, ms) values (?, ?, ?, ?)
      on conflict (session, view, tab) do update set ms = excluded.ms`,
    addSessionViews: sql`insert into ${sql.table('session_view')} (view, ms, session) ${viewTimes}`,
    dropSessionViews: sql`delete from ${sql.table('session_view')} where (view, ms, session) in (${viewTimes})`,
    addViewsByStart: addByTime('start'),
    dropViewsByStart: dropByTime('start'),
    addViewsByLastPing: addByTime('last_ping'),
    dropViewsByLastPing: dropByTime('last_ping'),
    cutTrail: sql`delete from ${trail} where session = ? and begins >= ?`,
    addStretch: sql`insert into ${trail} (session, begins, state, path) values (?, ?, ?, ?)`,
    addUserTime: sql`insert into ${sql.table('user_time')} (username, slot, view, tab, ms, visits) values (?, ?, ?, ?, ?, ?)
      on conflict (username, slot, view, tab) ${addTime}`,
    addViewTime: sql`insert into ${sql.table('view_time')} (level, slot, path, ms, visits) values (?, ?, ?, ?, ?)
      on conflict (level, slot, path) ${addTime}`,
    addUserVisit: sql`insert into ${sql.table('user_visit')}
      (username, slot, view, tab, length_bucket, visits, ms) values (?, ?, ?, ?, ?, ?, ?)
      on conflict (username, slot, view, tab, length_bucket) ${addTime}`,
    addViewVisit: sql`insert into ${sql.table('view_visit')}
      (level, slot, path, length_bucket, ms, visits) values (?, ?, ?, ?, ?, ?)
      on conflict (level, slot, path, length_bucket) ${addTime}`,
    addRevision: sql`insert into ${sql.table('part_revision')} (part, revision) values (?, 1)
      on conflict (part) do update set revision = revision + 1`,
    addSessionMinute: sql`insert into ${sql.table('session_minute')} (minute, started, stopped) values (?, ?, ?)
      on conflict (minute) do update set started = started + excluded.started, stopped = stopped + excluded.stopped`,
    addSessionSlot: sql`insert into ${sql.table('session_slot')} (view, slot, started, stopped)
      select view, ?, ?, ? from (select '' as view union select view from ${SESSION_TABS} where session = ?)
      where true
      on conflict (view, slot) do update set started = started + excluded.started, stopped = stopped + excluded.stopped`,
  };
};
