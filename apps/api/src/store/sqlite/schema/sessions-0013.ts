import type { Kysely, Migration } from 'kysely';
import { sessions0009 } from './sessions-0009.js';

/**
 * Empties the packs, which had copies of the rows of time and visits. When the worker that commits opens the file, it
 * moves these rows to the packs. Drops the index of user_time by view, because from then on user_time has only the
 * latest rows.
 */
export const sessions0013 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema.dropIndex(`${prefix}user_time_by_view`).execute();
    await sessions0009.up(db);
  },
});
