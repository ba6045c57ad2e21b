import {
  type CreateTableBuilder,
  type Expression,
  type Kysely,
  type Migration,
  sql,
  type SqlBool,
} from 'kysely';

/** A table without rowid is stored in the order of its primary key, so that rows with neighbouring keys share pages. */
const sorted = sql`strict, without rowid`;

export const sessions0001 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    const index = (
      table: string,
      name: string,
      columns: string[],
      of?: Expression<SqlBool>,
    ): Promise<void> => {
      const built = db.schema.createIndex(`${prefix}${table}_${name}`).on(table).columns(columns);
      return (of ? built.where(of) : built).execute();
    };

    const partOfSession = (table: string): CreateTableBuilder<string, 'session'> => {
      return db.schema
        .createTable(table)
        .addColumn('session', 'integer', (column) =>
          column.notNull().references('session.pk').onDelete('cascade'),
        );
    };

    const timeRollup = <C extends string>(
      table: string,
      of: C,
      type: 'text' | 'integer',
      key: (C | 'slot' | 'view' | 'tab')[],
    ): Promise<void> => {
      return db.schema
        .createTable(table)
        .addColumn(of, type, (column) => column.notNull())
        .addColumn('slot', 'integer', (column) => column.notNull())
        .addColumn('view', 'text', (column) => column.notNull())
        .addColumn('tab', 'text', (column) => column.notNull())
        .addColumn('ms', 'integer', (column) => column.notNull())
        .addColumn('visits', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint(`${prefix}${table}_key`, key)
        .modifyEnd(sorted)
        .execute();
    };

    await db.schema
      .createTable('session')
      .addColumn('pk', 'integer', (column) => column.primaryKey())
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('key_hash', 'text', (column) => column.notNull())
      .addColumn('ordinal', 'integer', (column) => column.notNull())
      .addColumn('username', 'text', (column) => column.notNull())
      .addColumn('client', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('superseded', 'integer', (column) => column.notNull())
      .addColumn('settled', 'integer', (column) => column.notNull())
      .addColumn('span_class', 'integer', (column) => column.notNull())
      .addColumn('start', 'integer', (column) => column.notNull())
      .addColumn('last_ping', 'integer', (column) => column.notNull())
      .addColumn('last_visible_ping', 'integer', (column) => column.notNull())
      .addColumn('last_visible_path', 'text', (column) => column.notNull())
      .addColumn('visible_ms', 'integer', (column) => column.notNull())
      .addColumn('accounting', 'text', (column) => column.notNull())
      .addColumn('stay_view', 'text')
      .addColumn('stay_tab', 'text')
      .addColumn('stay_slot', 'integer')
      .addColumn('stay_total_ms', 'integer')
      .addColumn('stay_ms', 'integer')
      .addColumn('stay_visits', 'integer')
      .addUniqueConstraint(`${prefix}session_key`, ['key_hash', 'ordinal'])
      .modifyEnd(sql`strict`)
      .execute();
    await index('session', 'by_start', ['span_class', 'start', 'id']);
    await index('session', 'by_username', ['username', 'id']);
    await index('session', 'by_last_ping', ['span_class', 'last_ping', 'id'], sql<SqlBool>`settled = 1`);
    // Neighbours in this index are far apart in the table, so the index also has the columns of the filters.
    await index(
      'session',
      'by_visible',
      ['visible_ms', 'id', 'start', 'last_ping', 'superseded', 'username'],
      sql<SqlBool>`settled = 1`,
    );
    await index('session', 'unsettled', ['settled'], sql<SqlBool>`settled = 0`);

    await partOfSession('session_tab')
      .addColumn('view', 'text', (column) => column.notNull())
      .addColumn('tab', 'text', (column) => column.notNull())
      .addColumn('ms', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint(`${prefix}session_tab_key`, ['session', 'view', 'tab'])
      .modifyEnd(sorted)
      .execute();
    await index('session_tab', 'by_view', ['view', 'session']);

    await partOfSession('session_trail')
      .addColumn('begins', 'integer', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('path', 'text')
      .addPrimaryKeyConstraint(`${prefix}session_trail_key`, ['session', 'begins'])
      .modifyEnd(sorted)
      .execute();

    await db.schema
      .createTable('session_slot')
      .addColumn('view', 'text', (column) => column.notNull())
      .addColumn('slot', 'integer', (column) => column.notNull())
      .addColumn('started', 'integer', (column) => column.notNull())
      .addColumn('stopped', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint(`${prefix}session_slot_key`, ['view', 'slot'])
      .modifyEnd(sorted)
      .execute();

    await timeRollup('user_time', 'username', 'text', ['username', 'slot', 'view', 'tab']);
    await index('user_time', 'by_view', ['view', 'username', 'slot']);
    await timeRollup('view_time', 'grain', 'integer', ['grain', 'slot', 'view', 'tab']);
  },
});
