import type { Kysely, Migration } from 'kysely';

/**
 * Adds the limits of API keys, and who created each key. Existing keys keep their rights: they may use session data,
 * are not limited to origins and do not expire.
 */
export const accounts0002: Migration = {
  async up(db: Kysely<unknown>) {
    const table = db.schema.alterTable('api_keys');
    await table.addColumn('session_data', 'integer', (column) => column.notNull().defaultTo(1)).execute();
    await table.addColumn('origins', 'text', (column) => column.notNull().defaultTo('[]')).execute();
    await table.addColumn('expires_at', 'integer').execute();
    await table.addColumn('created_by', 'text').execute();
  },
};
