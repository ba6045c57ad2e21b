import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Adds the table for the trails of settled sessions. It is empty: the worker that commits moves the trails there after it
 * has opened the file.
 */
export const sessions0014: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('settled_trail')
      .addColumn('session', 'integer', (column) =>
        column.primaryKey().references('session.pk').onDelete('cascade'),
      )
      .addColumn('stretches', 'blob', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
  },
};
