import { type Kysely, type Migration, sql } from 'kysely';

export const kept0002: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('annotations')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('author', 'text', (column) => column.notNull())
      .addColumn('created_at', 'integer', (column) => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    await db.schema.createIndex('annotations_at').on('annotations').columns(['at', 'id']).execute();
  },
};
