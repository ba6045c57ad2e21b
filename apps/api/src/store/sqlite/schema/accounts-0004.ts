import type { Kysely, Migration } from 'kysely';

/** Adds a column that says which users must change their password before anything else. Existing users need not. */
export const accounts0004: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('users')
      .addColumn('must_change_password', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
