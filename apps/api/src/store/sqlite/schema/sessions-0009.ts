import { type Kysely, type Migration, sql } from 'kysely';

/** Empties the packs, which now also have sums. The worker that commits fills them when it opens the file. */
export const sessions0009: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`delete from ${sql.table('pack')}`.execute(db);
    await sql`update ${sql.table('packed_user')} set packed_until = 0`.execute(db);
  },
};
