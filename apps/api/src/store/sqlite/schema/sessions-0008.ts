import { SLOT_MS } from '@dwell/shared';
import { type Kysely, type Migration, sql } from 'kysely';

/** The length of the slots whose counts of visits are dropped, in milliseconds. */
const HOUR_MS = 4 * SLOT_MS;

/**
 * Drops the index of session_tab by view. The same sessions can be found by session_view, and the index made each new
 * path of a session cost one more write. Drops the counts of visits by hour, because they can be added up from those by
 * quarter of an hour.
 */
export const sessions0008 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema.dropIndex(`${prefix}session_tab_by_view`).ifExists().execute();
    await sql`delete from ${sql.table('view_visit')} where grain = ${sql.lit(HOUR_MS)}`.execute(db);
  },
});
