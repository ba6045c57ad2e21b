import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Puts numbers in place of the names of views and tabs into session_tab and session_view. A session with ten visits has
 * some 28 rows there and in the indexes of session_view, and the names took more than a third of the space of these
 * rows.
 */
export const sessions0016 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    const [tab, view, name] = [sql.table('session_tab'), sql.table('session_view'), sql.table('name')];
    const [oldTab, oldView] = [`${prefix}session_tab_texts`, `${prefix}session_view_texts`];
    await db.schema
      .createTable('name')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('text', 'text', (column) => column.notNull().unique())
      .modifyEnd(sql`strict`)
      .execute();
    await sql`insert into ${name} (text) select view from ${tab} union select tab from ${tab}`.execute(db);

    await sql`alter table ${tab} rename to ${sql.table(oldTab)}`.execute(db);
    await db.schema
      .createTable('session_tab')
      .addColumn('session', 'integer', (column) =>
        column.notNull().references('session.pk').onDelete('cascade'),
      )
      .addColumn('view', 'integer', (column) => column.notNull())
      .addColumn('tab', 'integer', (column) => column.notNull())
      .addColumn('ms', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint(`${prefix}session_tab_key`, ['session', 'view', 'tab'])
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    await sql`insert into ${tab} (session, view, tab, ms)
      select session, views.id, tabs.id, ms from ${sql.table(oldTab)} as old
        cross join ${name} as views on views.text = old.view
        cross join ${name} as tabs on tabs.text = old.tab`.execute(db);
    await sql`drop table ${sql.table(oldTab)}`.execute(db);

    await sql`alter table ${view} rename to ${sql.table(oldView)}`.execute(db);
    await db.schema
      .createTable('session_view')
      .addColumn('view', 'integer', (column) => column.notNull())
      .addColumn('ms', 'integer', (column) => column.notNull())
      .addColumn('session', 'integer', (column) => column.notNull())
      .addColumn('session_class', 'integer', (column) => column.notNull())
      .addColumn('session_start', 'integer', (column) => column.notNull())
      .addColumn('session_last_ping', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint(`${prefix}session_view_key`, ['view', 'ms', 'session'])
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    // In the order of the key, so that the table is written from its beginning to its end.
    await sql`insert into ${view} (view, ms, session, session_class, session_start, session_last_ping)
      select names.id, ms, session, session_class, session_start, session_last_ping
      from ${name} as names cross join ${sql.table(oldView)} as old on old.view = names.text
      order by names.id, ms, session`.execute(db);
    await sql`drop table ${sql.table(oldView)}`.execute(db);
    for (const column of ['start', 'last_ping']) {
      await db.schema
        .createIndex(`${prefix}session_view_by_${column}`)
        .on('session_view')
        .columns(['view', 'session_class', `session_${column}`])
        .execute();
    }
  },
});
