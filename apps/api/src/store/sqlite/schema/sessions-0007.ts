import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Adds to view_time the sums over all paths, and adds tables for packs of users' time, visits and sessions. The packs
 * are empty: the worker that commits fills them after it has opened the file.
 */
export const sessions0007 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('path')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('view', 'text', (column) => column.notNull())
      .addColumn('tab', 'text')
      .addUniqueConstraint(`${prefix}path_key`, ['view', 'tab'])
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createTable('packed_user')
      .addColumn('username', 'text', (column) => column.primaryKey().notNull())
      .addColumn('number', 'integer', (column) => column.notNull().unique())
      .addColumn('packed_until', 'integer', (column) => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    await db.schema
      .createTable('pack')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('columns', 'blob', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    const viewTime = sql.table('view_time');
    await sql`insert into ${viewTime} (grain, slot, view, tab, ms, visits)
      select -grain, slot, '', '', sum(ms), sum(visits) from ${viewTime} group by grain, slot`.execute(db);
    const userTime = sql.table('user_time');
    await sql`insert into ${sql.table('path')} (view, tab) select distinct view, tab from ${userTime}`.execute(
      db,
    );
    await sql`insert into ${sql.table('packed_user')} (username, number, packed_until)
      select username, row_number() over (order by username), 0 from (
        select distinct username from ${userTime} union select distinct username from ${sql.table('session')}
      )`.execute(db);
  },
});
