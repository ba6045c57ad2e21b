import type { Kysely, Migration } from 'kysely';

/** Drops an index by view: session_view finds the same sessions, and each new path of a session had to enter the index. */
export const sessions0008 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema.dropIndex(`${prefix}session_tab_by_view`).ifExists().execute();
  },
});
