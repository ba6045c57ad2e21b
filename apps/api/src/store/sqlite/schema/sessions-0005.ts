import { type Kysely, type Migration, sql } from 'kysely';

/** Adds to session_view the last ping of each session, with an index in the order of the last ping. */
export const sessions0005 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    const view = sql.table('session_view');
    await db.schema
      .alterTable('session_view')
      .addColumn('session_last_ping', 'integer', (added) => added.notNull().defaultTo(sql.lit(0)))
      .execute();
    await sql`update ${view} set
      session_last_ping = (select last_ping from ${sql.table('session')} where pk = ${view}.session)`.execute(
      db,
    );
    await db.schema
      .createIndex(`${prefix}session_view_by_last_ping`)
      .on('session_view')
      .columns(['view', 'session_class', 'session_last_ping'])
      .execute();
  },
});
