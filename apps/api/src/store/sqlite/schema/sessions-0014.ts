import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Adds the table for the trails of settled sessions. The table is empty: when the worker that commits has opened the
 * file, it moves these trails there.
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
