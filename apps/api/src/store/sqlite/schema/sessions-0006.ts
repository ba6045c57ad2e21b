import { type Kysely, type Migration, sql } from 'kysely';

const sorted = sql`strict, without rowid`;

/** Adds the lengths of visits, and by minute the sessions that start and stop. */
export const sessions0006 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    const visits = <C extends string>(
      table: string,
      of: C,
      type: 'text' | 'integer',
      key: (C | 'slot' | 'view' | 'tab' | 'length_bucket')[],
    ): Promise<void> =>
      db.schema
        .createTable(table)
        .addColumn(of, type, (column) => column.notNull())
        .addColumn('slot', 'integer', (column) => column.notNull())
        .addColumn('view', 'text', (column) => column.notNull())
        .addColumn('tab', 'text', (column) => column.notNull())
        .addColumn('length_bucket', 'integer', (column) => column.notNull())
        .addColumn('visits', 'integer', (column) => column.notNull())
        .addColumn('ms', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint(`${prefix}${table}_key`, key)
        .modifyEnd(sorted)
        .execute();

    await visits('user_visit', 'username', 'text', ['username', 'slot', 'view', 'tab', 'length_bucket']);
    await visits('view_visit', 'grain', 'integer', ['grain', 'slot', 'view', 'tab', 'length_bucket']);
    await db.schema
      .createTable('session_minute')
      .addColumn('minute', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('started', 'integer', (column) => column.notNull())
      .addColumn('stopped', 'integer', (column) => column.notNull())
      .modifyEnd(sorted)
      .execute();
  },
});
