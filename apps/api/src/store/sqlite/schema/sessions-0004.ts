import { type Kysely, type Migration, sql } from 'kysely';

/** Adds to session_view the length class and the start of each session, with an index in the order of the start. */
export const sessions0004 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    const view = sql.table('session_view');
    const session = sql.table('session');
    for (const column of ['session_class', 'session_start']) {
      await db.schema
        .alterTable('session_view')
        .addColumn(column, 'integer', (added) => added.notNull().defaultTo(sql.lit(0)))
        .execute();
    }
    await sql`update ${view} set
      session_class = (select span_class from ${session} where pk = ${view}.session),
      session_start = (select start from ${session} where pk = ${view}.session)`.execute(db);
    await db.schema
      .createIndex(`${prefix}session_view_by_start`)
      .on('session_view')
      .columns(['view', 'session_class', 'session_start'])
      .execute();
  },
});
