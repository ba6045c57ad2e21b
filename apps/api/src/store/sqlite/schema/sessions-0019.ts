import { type Kysely, type Migration, sql } from 'kysely';

/** The unit of slots and of their lengths from this version of the schema on, in milliseconds. */
const SLOT_MS = sql.lit(15 * 60_000);

/** The keys of the tables that this migration writes anew. All their columns are integers. */
const KEYS = {
  view_time: ['level', 'slot', 'path'],
  view_visit: ['level', 'slot', 'path', 'length_bucket'],
} as const;

/**
 * Puts the ids of paths in place of the names of views and tabs into view_time and view_visit, and counts slots and
 * their lengths in quarters of an hour in place of milliseconds. The names took more than a third of these tables.
 */
export const sessions0019 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    const paths = sql.table('path');
    // Usually adds none: the sums are those of users' rows, and the paths of users' rows have ids.
    await sql`insert or ignore into ${paths} (view, tab)
      select view, tab from ${sql.table('view_time')} where grain > 0
      union select view, tab from ${sql.table('view_visit')} where grain > 0`.execute(db);

    for (const [table, key] of Object.entries(KEYS)) {
      const old = `${prefix}${table}_texts`;
      await sql`alter table ${sql.table(table)} rename to ${sql.table(old)}`.execute(db);
      let creating = db.schema.createTable(table);
      for (const column of [...key, 'ms', 'visits']) {
        creating = creating.addColumn(column, 'integer', (added) => added.notNull());
      }
      await creating
        .addPrimaryKeyConstraint(`${prefix}${table}_key`, [...key] as never[])
        .modifyEnd(sql`strict, without rowid`)
        .execute();
      const others = sql.join([...key.slice(3), 'ms', 'visits'].map((column) => sql.ref(column)));
      // In the order of the key, so that the table is written from its beginning to its end. 0 stands for all paths.
      await sql`insert into ${sql.table(table)} (level, slot, path, ${others})
        select grain / ${SLOT_MS}, slot / ${SLOT_MS}, iif(grain < 0, 0, paths.id), ${others}
        from ${sql.table(old)} as old left join ${paths} as paths using (view, tab)
        order by 1, 2, 3, 4`.execute(db);
      await sql`drop table ${sql.table(old)}`.execute(db);
    }
  },
});
