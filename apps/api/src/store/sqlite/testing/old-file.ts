import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Database } from '../../ports/database.js';
import type { SessionStore } from '../../ports/session-store.js';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { temporaryFolder } from '../../testing/temporary-folder.js';
import { queryBuilder, Statements } from '../connection/kysely.js';
import { openSqlite } from '../open-sqlite.js';
import { definePackRows, userTime, userVisits } from '../packs/packed-rows.js';
import { type AccountingRow, decodeAccounting } from '../schema/accounting-json.js';
import { idOf } from '../schema/session-bytes.js';
import type { SessionTable } from '../schema/tables.js';
import { Trails } from '../trails/trails.js';
import { packId } from '../packs/parts.js';

/** The prefix of the session tables in the files of {@link withOldFile}. */
export const PREFIX = 'Default_';

/**
 * Undoes the migration 0013 after the later ones: moves the packed rows of users back to user_time and user_visit.
 * @param file with the prefix {@link PREFIX}
 */
const undo0013 = (file: BetterSqlite3.Database): void => {
  definePackRows(file);
  const db = queryBuilder(file, PREFIX);
  const [time, visits] = [userTime(), userVisits()].map((table) => table.compile(db).sql);
  file.exec(`
    create temp table all_time as
      select username, slot, view, tab, sum(ms), sum(visits) from ${time} group by 1, 2, 3, 4;
    create temp table all_visits as
      select username, slot, view, tab, length_bucket, sum(visits), sum(ms) from ${visits} group by 1, 2, 3, 4, 5;
    delete from ${PREFIX}user_time;
    delete from ${PREFIX}user_visit;
    insert into ${PREFIX}user_time select * from all_time;
    insert into ${PREFIX}user_visit select * from all_visits;
    create index ${PREFIX}user_time_by_view on ${PREFIX}user_time (view, username, slot);
    delete from ${PREFIX}session_migration where name >= '0013';
  `);
};

/** Undoes the migration 0019: the sums over all users have names, and times in milliseconds. */
const UNDO_0019 = ['view_time', 'view_visit']
  .map((table) => {
    const bucket = table === 'view_visit' ? 'length_bucket, ' : '';
    return `
  alter table ${PREFIX}${table} rename to numbered;
  create table ${PREFIX}${table} (
    grain integer not null, slot integer not null, view text not null, tab text not null,
    ${bucket && 'length_bucket integer not null,'} ms integer not null, visits integer not null,
    primary key (grain, slot, view, tab${bucket && ', length_bucket'})
  ) strict, without rowid;
  insert into ${PREFIX}${table} (grain, slot, view, tab, ${bucket}ms, visits)
    select level * 900000, slot * 900000, coalesce(view, ''), coalesce(tab, ''), ${bucket}ms, visits
    from numbered left join ${PREFIX}path on id = path;
  drop table numbered;
`;
  })
  .join('');

/** Undoes the migration 0017: the accounting of sessions has what their other columns say. */
const undo0017 = (file: BetterSqlite3.Database): void => {
  const sessions = file
    .prepare<[], AccountingRow & Pick<SessionTable, 'pk'>>(
      `select pk, accounting, last_ping, last_visible_path from ${PREFIX}session`,
    )
    .all();
  const set = file.prepare(`update ${PREFIX}session set accounting = ? where pk = ?`);
  for (const session of sessions) set.run(JSON.stringify(decodeAccounting(session)), session.pk);
  file.exec(`delete from ${PREFIX}session_migration where name >= '0017'`);
};

/**
 * Undoes the migration 0020: the ids of sessions and the hashes of their keys are texts, and the sessions of a view
 * have their other two orders in indexes.
 */
const undo0020 = (file: BetterSqlite3.Database): void => {
  const session = `${PREFIX}session`;
  const schema = file
    .prepare<[], { name: string; sql: string }>(
      `select name, sql from sqlite_schema where tbl_name = '${session}' and sql is not null`,
    )
    .all();
  const table = schema.find(({ name }) => name === session)?.sql ?? '';
  const indexes = schema.filter(({ name }) => name !== session && name !== `${session}_by_key`);
  const columns = file.prepare<[], string>(`select name from pragma_table_info('${session}')`).pluck().all();
  file.function('id_of', { deterministic: true }, (digits) => idOf(String(digits)));
  const textOf: Record<string, string> = { id: 'id_of(hex(id))', key_hash: 'lower(hex(key_hash))' };
  // With foreign keys, dropping the table would delete the rows of the tables that refer to it.
  file.exec(`
    pragma foreign_keys = off;
    ${table
      .replace(`"${session}"`, 'old_session')
      .replaceAll(' blob ', ' text ')
      .replace(/\) strict$/, ', unique (key_hash, ordinal)) strict')};
    insert into old_session select ${columns.map((name) => textOf[name] ?? name).join()} from ${session};
    drop table ${session};
    alter table old_session rename to ${session};
    ${indexes.map(({ sql }) => `${sql};`).join('\n')}
    create table old_view (
      view integer not null, ms integer not null, session integer not null, session_class integer not null,
      session_start integer not null, session_last_ping integer not null, primary key (view, ms, session)
    ) strict, without rowid;
    insert into old_view select view, ms, session, span_class, start, last_ping
      from ${session}_view join ${session} on pk = session;
    drop table ${session}_view;
    drop table ${session}_view_by_start;
    drop table ${session}_view_by_last_ping;
    alter table old_view rename to ${session}_view;
    create index ${session}_view_by_start on ${session}_view (view, session_class, session_start);
    create index ${session}_view_by_last_ping on ${session}_view (view, session_class, session_last_ping);
    delete from ${session}_migration where name >= '0020';
  `);
};

/** Undoes the migration 0016: sessions' rows have the names of views and tabs. */
const UNDO_0016 = `
  create table old_tab as select session, views.text, tabs.text, ms from ${PREFIX}session_tab as numbered
    join ${PREFIX}name as views on views.id = view join ${PREFIX}name as tabs on tabs.id = tab;
  create table old_view as select text, ms, session, session_class, session_start, session_last_ping
    from ${PREFIX}session_view join ${PREFIX}name on id = view;
  drop table ${PREFIX}session_tab;
  drop table ${PREFIX}session_view;
  drop table ${PREFIX}name;
  create table ${PREFIX}session_tab (
    session integer not null references ${PREFIX}session (pk) on delete cascade,
    view text not null, tab text not null, ms integer not null, primary key (session, view, tab)
  ) strict, without rowid;
  create table ${PREFIX}session_view (
    view text not null, ms integer not null, session integer not null,
    session_class integer default 0 not null, session_start integer default 0 not null,
    session_last_ping integer default 0 not null, primary key (view, ms, session)
  ) strict, without rowid;
  insert into ${PREFIX}session_tab select * from old_tab;
  insert into ${PREFIX}session_view select * from old_view;
  create index ${PREFIX}session_view_by_start on ${PREFIX}session_view (view, session_class, session_start);
  create index ${PREFIX}session_view_by_last_ping on ${PREFIX}session_view (view, session_class, session_last_ping);
  drop table old_tab;
  drop table old_view;
  delete from ${PREFIX}session_migration where name >= '0016';
`;

/** Undoes the migration 0015: two indexes have ids. */
const UNDO_0015 = `
  drop index ${PREFIX}session_by_start;
  drop index ${PREFIX}session_by_last_ping;
  create index ${PREFIX}session_by_start on ${PREFIX}session (span_class, start, id);
  create index ${PREFIX}session_by_last_ping on ${PREFIX}session (span_class, last_ping, id) where settled = 1;
  delete from ${PREFIX}session_migration where name >= '0015';
`;

/** Undoes the migration 0014: the trails of settled sessions are in rows. */
const undo0014 = (file: BetterSqlite3.Database): void => {
  const trails = new Trails(new Statements(file, queryBuilder(file, PREFIX)));
  const settled = file.prepare<[], number>(`select session from ${PREFIX}settled_trail`).pluck().all();
  for (const session of settled) trails.unpack(session);
  file.exec(`
    drop table ${PREFIX}settled_trail;
    delete from ${PREFIX}session_migration where name >= '0014';
  `);
};

/**
 * Takes a file back to an older version. Undoes the migrations of sessions from 0013 on, then runs `undo`: SQL that
 * undoes earlier ones, such as {@link UNDO_0006}, or migrations of other tables.
 */
export const takeBack = (file: string, undo: string): void => {
  const old = new BetterSqlite3(file);
  try {
    undo0020(old);
    old.exec(UNDO_0019);
    undo0017(old);
    old.exec(UNDO_0016);
    old.exec(UNDO_0015);
    undo0014(old);
    undo0013(old);
    old.exec(undo);
  } finally {
    old.close();
  }
};

/**
 * Undoes the migration 0013 and the later ones. {@link takeBack} does so for all versions, so nothing is left to do.
 */
export const UNDO_0013 = '';

/**
 * Undoes the migrations from 0006 to 0012. Since {@link takeBack} undoes the later ones, the file is then like one of
 * the version before 0006. Works for sessions of up to two pages.
 */
export const UNDO_0006 = `
  create index ${PREFIX}session_tab_by_view on ${PREFIX}session_tab (view, session);
  drop table ${PREFIX}path;
  drop table ${PREFIX}packed_user;
  drop table ${PREFIX}pack;
  drop table ${PREFIX}part_revision;
  delete from ${PREFIX}view_time where grain < 0;
  drop table ${PREFIX}user_visit;
  drop table ${PREFIX}view_visit;
  drop table ${PREFIX}session_minute;
  update ${PREFIX}session set accounting = json_remove(accounting, '$.visit', '$.pages[0].visit', '$.pages[1].visit');
  delete from ${PREFIX}session_migration where name >= '0006';
`;

/** Undoes the migrations from 0009 to 0012: there are no packs of sums, and no visits over all paths. */
export const UNDO_0009 = `
  delete from ${PREFIX}view_visit where grain < 0;
  delete from ${PREFIX}pack where id >= ${packId('timeSums', 0, 0)};
  drop table ${PREFIX}part_revision;
  delete from ${PREFIX}session_migration where name >= '0009';
`;

/** Undoes the migrations 0011 and 0012: there are no packs of sums by slot. */
export const UNDO_0011 = `
  delete from ${PREFIX}pack where id >= ${packId('slotSums', 0, 0)};
  drop table ${PREFIX}part_revision;
  delete from ${PREFIX}session_migration where name >= '0011';
`;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Stores two minutes of Ann on the view `home`, from T0 on, and a session of Ben a day later, which settles Ann's. */
export const storeTwoSessions = async (sessions: SessionStore): Promise<void> => {
  const [ann, ben] = [starting(keyOf('ann'), T0), starting(keyOf('ben'), T0 + DAY)];
  await sessions.commit([ann]);
  await sessions.commit([staying(after(ann), 'home', T0 + 2 * MINUTE)]);
  await sessions.commit([ben]);
  await sessions.commit([staying(after(ben), 'late', T0 + DAY + MINUTE)]);
};

/**
 * Opens a new file, lets `fill` store data in it, and closes it. Takes it back to an older version with
 * {@link takeBack} and `undo`, and opens it again. Calls `check` with the migrated database, then removes the file.
 */
export const withOldFile = async (
  undo: string,
  fill: (before: Database) => Promise<void>,
  check: (migrated: Database) => Promise<void>,
): Promise<void> => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'dwell.db');
  try {
    const before = await openSqlite({ file, collectionPrefix: PREFIX });
    await fill(before).finally(() => before.close());
    takeBack(file, undo);
    const migrated = await openSqlite({ file, collectionPrefix: PREFIX });
    await check(migrated).finally(() => migrated.close());
  } finally {
    folder.remove();
  }
};
