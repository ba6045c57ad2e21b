import { type Kysely, type Migration, sql } from 'kysely';

export const kept0001: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('saved_views')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('page', 'text', (column) => column.notNull())
      .addColumn('query', 'text', (column) => column.notNull())
      .addColumn('shared', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'integer', (column) => column.notNull())
      .addUniqueConstraint('saved_views_name', ['owner', 'name'])
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createIndex('saved_views_shared')
      .on('saved_views')
      .column('name')
      .where(sql.ref('shared'), '=', 1)
      .execute();
  },
};
