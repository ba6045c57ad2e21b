import type { Kysely, Migration } from 'kysely';

/** Adds the limits of API keys. Existing keys keep their rights, so all of them may use session data. */
export const accounts0002: Migration = {
  async up(db: Kysely<unknown>) {
    const table = db.schema.alterTable('api_keys');
    await table.addColumn('session_data', 'integer', (column) => column.notNull().defaultTo(1)).execute();
    await table.addColumn('origins', 'text', (column) => column.notNull().defaultTo('[]')).execute();
    await table.addColumn('expires_at', 'integer').execute();
    await table.addColumn('created_by', 'text').execute();
  },
};
