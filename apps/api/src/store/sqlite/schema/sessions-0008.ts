import { SLOT_MS } from '@dwell/shared';
import { type Kysely, type Migration, sql } from 'kysely';

/** The length of the slots whose visits are no longer counted, in milliseconds. */
const HOUR_MS = 4 * SLOT_MS;

/**
 * Drops an index by view: session_view finds the same sessions, and each new path of a session had to enter the index.
 * Drops the visits by hour: they are counted from the quarters of an hour.
 */
export const sessions0008 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema.dropIndex(`${prefix}session_tab_by_view`).ifExists().execute();
    await sql`delete from ${sql.table('view_visit')} where grain = ${sql.lit(HOUR_MS)}`.execute(db);
  },
});
