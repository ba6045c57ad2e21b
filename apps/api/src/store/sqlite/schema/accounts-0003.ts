import type { Kysely, Migration } from 'kysely';

/** Adds the second factors of users, as JSON. Existing users have none. */
export const accounts0003: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('users').addColumn('second_factor', 'text').execute();
  },
};
