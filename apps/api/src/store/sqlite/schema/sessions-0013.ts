import type { Kysely, Migration } from 'kysely';
import { sessions0009 } from './sessions-0009.js';

/**
 * Empties the packs. When the worker that commits opens the file, it moves the rows of time and visits to the packs,
 * which had copies of them before. Drops the index of user_time by view, because that table has only the latest rows from
 * then on.
 */
export const sessions0013 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema.dropIndex(`${prefix}user_time_by_view`).execute();
    await sessions0009.up(db);
  },
});
