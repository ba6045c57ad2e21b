import { type Kysely, type Migration, sql } from 'kysely';

export const groups0001: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('groups')
      .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('name', 'text', (column) => column.notNull().unique())
      .addColumn('created_at', 'integer', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createTable('group_members')
      .addColumn('group_id', 'integer', (column) => column.notNull())
      .addColumn('username', 'text', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('group_members_key', ['group_id', 'username', 'source'])
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    await db.schema
      .createIndex('group_members_username')
      .on('group_members')
      .columns(['username', 'source'])
      .execute();
    await db.schema
      .createTable('token_people')
      .addColumn('username', 'text', (column) => column.primaryKey().notNull())
      .addColumn('issued_at', 'integer', (column) => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute();
  },
};
