import type { Kysely, Migration } from 'kysely';

/** Adds which users must change their password first. Users who exist need not. */
export const accounts0004: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('users')
      .addColumn('must_change_password', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
