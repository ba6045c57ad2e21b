import { foldName } from '@dwell/shared';
import { type Kysely, type Migration, sql, type SqlBool } from 'kysely';
import type { Tables } from './tables.js';

/** How many usernames are copied at a time. */
const PORTION = 500;

/** Adds the people who have sessions, with the indexes that find when each was last seen. */
export const sessions0002 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('person')
      .addColumn('username', 'text', (column) => column.primaryKey().notNull())
      .addColumn('folded', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    await db.schema
      .createIndex(`${prefix}person_by_folded`)
      .on('person')
      .columns(['folded', 'username'])
      .execute();
    // The first index has only settled sessions, and the second one is not over the last ping. So a ping of a session
    // that is not settled changes neither of them.
    await db.schema
      .createIndex(`${prefix}session_by_last_seen`)
      .on('session')
      .columns(['username', 'last_ping'])
      .where(sql<SqlBool>`settled = 1`)
      .execute();
    await db.schema.dropIndex(`${prefix}session_unsettled`).execute();
    await db.schema
      .createIndex(`${prefix}session_unsettled`)
      .on('session')
      .columns(['settled', 'username'])
      .where(sql<SqlBool>`settled = 0`)
      .execute();
    await addPeople(db);
  },
});

const addPeople = async (db: Kysely<Tables>): Promise<void> => {
  let last = '';
  for (;;) {
    const users = await db
      .selectFrom('session')
      .select('username')
      .distinct()
      .where('username', '>', last)
      .orderBy('username')
      .limit(PORTION)
      .execute();
    const next = users.at(-1);
    if (!next) return;
    const people = users.map(({ username }) => ({ username, folded: foldName(username) }));
    await db.insertInto('person').values(people).execute();
    last = next.username;
  }
};
