import { type Kysely, type Migration, sql, type SqlBool } from 'kysely';

/**
 * Takes the id out of the indexes in the order of the start and of the last ping. Few sessions have the same time, and
 * SQLite sorts these by their ids when it reads them.
 */
export const sessions0015 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    const [byStart, byLastPing] = [`${prefix}session_by_start`, `${prefix}session_by_last_ping`];
    for (const index of [byStart, byLastPing]) await db.schema.dropIndex(index).execute();
    await db.schema.createIndex(byStart).on('session').columns(['span_class', 'start']).execute();
    await db.schema
      .createIndex(byLastPing)
      .on('session')
      .columns(['span_class', 'last_ping'])
      .where(sql<SqlBool>`settled = 1`)
      .execute();
  },
});
