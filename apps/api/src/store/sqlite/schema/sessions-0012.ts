import { type Kysely, type Migration, sql } from 'kysely';

/** Adds the revisions of parts of time, which tell whether anything in a part has changed. */
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
