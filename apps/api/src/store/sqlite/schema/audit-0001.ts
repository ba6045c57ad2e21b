import { type Kysely, type Migration, sql } from 'kysely';

export const audit0001: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('audit')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('actor', 'text')
      .addColumn('via', 'text')
      .addColumn('address', 'text')
      .addColumn('act', 'text', (column) => column.notNull())
      .addColumn('target', 'text')
      .addColumn('detail', 'text')
      .addColumn('outcome', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    await db.schema.createIndex('audit_actor').on('audit').columns(['actor', 'id']).execute();
    await db.schema.createIndex('audit_act').on('audit').columns(['act', 'id']).execute();
  },
};
