import type { Kysely, Migration } from 'kysely';
import { sessions0009 } from './sessions-0009.js';

/**
 * Empties the packs, which from now on take the rows of time and visits over instead of copying them, and drops the
 * index by view of a table that has only the latest rows now. The worker that commits fills the packs when it opens the
 * file.
 */
export const sessions0013 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema.dropIndex(`${prefix}user_time_by_view`).execute();
    await sessions0009.up(db);
  },
});
