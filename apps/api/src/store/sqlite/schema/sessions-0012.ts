import { type Kysely, type Migration, sql } from 'kysely';

/** Adds the numbers that tell whether a part of time has changed. */
export const sessions0012: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('part_revision')
      .addColumn('part', 'integer', (column) => column.primaryKey())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
  },
};
