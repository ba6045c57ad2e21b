import { type Kysely, type Migration, sql } from 'kysely';

/** Adds session_view, and fills it from the settled sessions. */
export const sessions0003 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('session_view')
      .addColumn('view', 'text', (column) => column.notNull())
      .addColumn('ms', 'integer', (column) => column.notNull())
      .addColumn('session', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint(`${prefix}session_view_key`, ['view', 'ms', 'session'])
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    // In the order of the key, so that the table is written from its beginning to its end.
    await sql`insert into ${sql.table('session_view')} (view, ms, session)
      select view, sum(ms) as total, session
      from ${sql.table('session_tab')} join ${sql.table('session')} on pk = session
      where settled = 1 group by session, view order by view, total, session`.execute(db);
  },
});
