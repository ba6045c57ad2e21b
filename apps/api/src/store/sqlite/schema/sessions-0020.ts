import { type Kysely, type Migration, sql, type SqlBool } from 'kysely';

const sorted = sql`strict, without rowid`;

/** The columns of the table session, except the number, the id and the hash of the key. */
const COPIED = [
  ['ordinal', 'integer'],
  ['username', 'text'],
  ['client', 'text'],
  ['revision', 'integer'],
  ['superseded', 'integer'],
  ['settled', 'integer'],
  ['span_class', 'integer'],
  ['start', 'integer'],
  ['last_ping', 'integer'],
  ['last_visible_ping', 'integer'],
  ['last_visible_path', 'text'],
  ['visible_ms', 'integer'],
  ['accounting', 'text'],
] as const;

const PENDING = [
  ['stay_view', 'text'],
  ['stay_tab', 'text'],
  ['stay_slot', 'integer'],
  ['stay_total_ms', 'integer'],
  ['stay_ms', 'integer'],
  ['stay_visits', 'integer'],
] as const;

const IF_SETTLED = sql<SqlBool>`settled = 1`;

/**
 * Stores the id of each session and the hash of its key as bytes: the texts were twice as long, and some indexes have
 * them too. The index of sessions by key has only the first eight bytes of the hash.
 *
 * Puts the two other orders of session_view into tables of their own. As indexes, they made each row of the table
 * longer by the columns that they needed.
 *
 * Foreign keys must be off; see migrate().
 */
export const sessions0020 = (prefix: string): Migration => ({
  async up(db: Kysely<unknown>) {
    await storeBytes(db, prefix);
    await splitOrders(db, prefix);
  },
});

const storeBytes = async (db: Kysely<unknown>, prefix: string): Promise<void> => {
  const session = sql.table('session');
  const copy = `${prefix}session_bytes`;
  let table = db.schema
    .createTable(copy)
    .addColumn('pk', 'integer', (column) => column.primaryKey())
    .addColumn('id', 'blob', (column) => column.notNull().unique())
    .addColumn('key_hash', 'blob', (column) => column.notNull());
  for (const [name, type] of COPIED) table = table.addColumn(name, type, (column) => column.notNull());
  for (const [name, type] of PENDING) table = table.addColumn(name, type);
  await table.modifyEnd(sql`strict`).execute();
  const others = sql.join([...COPIED, ...PENDING].map(([name]) => sql.ref(name)));
  await sql`insert into ${sql.table(copy)} (pk, id, key_hash, ${others})
    select pk, unhex(id, '-'), unhex(key_hash), ${others} from ${session} order by pk`.execute(db);
  await sql`drop table ${session}`.execute(db);
  // Renames the copy, so that the foreign keys of other tables refer to it by the name that they have.
  await sql`alter table ${sql.table(copy)} rename to ${session}`.execute(db);

  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(`${prefix}session_${name}`).on('session').columns(columns);
  await sql`create index ${sql.table(`${prefix}session_by_key`)}
    on ${session} (substr(key_hash, 1, 8), ordinal)`.execute(db);
  await index('by_start', ['span_class', 'start']).execute();
  await index('by_last_ping', ['span_class', 'last_ping']).where(IF_SETTLED).execute();
  await index('by_username', ['username', 'id']).execute();
  await index('by_last_seen', ['username', 'last_ping']).where(IF_SETTLED).execute();
  await index('by_visible', ['visible_ms', 'id', 'start', 'last_ping', 'superseded', 'username'])
    .where(IF_SETTLED)
    .execute();
  await index('unsettled', ['settled', 'username'])
    .where(sql<SqlBool>`settled = 0`)
    .execute();
};

const splitOrders = async (db: Kysely<unknown>, prefix: string): Promise<void> => {
  const view = sql.table('session_view');
  const old = `${prefix}session_view_wide`;
  await sql`alter table ${view} rename to ${sql.table(old)}`.execute(db);
  for (const column of ['start', 'last_ping']) {
    const name = `session_view_by_${column}`;
    await db.schema.dropIndex(`${prefix}${name}`).execute();
    await db.schema
      .createTable(name)
      .addColumn('view', 'integer', (column) => column.notNull())
      .addColumn('session_class', 'integer', (column) => column.notNull())
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('session', 'integer', (column) => column.notNull())
      .addColumn('ms', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint(`${prefix}${name}_key`, ['view', 'session_class', 'at', 'session'])
      .modifyEnd(sorted)
      .execute();
    // In the order of the key, so that the table is written from its beginning to its end.
    await sql`insert into ${sql.table(name)} (view, session_class, at, session, ms)
      select view, session_class, ${sql.ref(`session_${column}`)}, session, ms from ${sql.table(old)}
      order by 1, 2, 3, 4`.execute(db);
  }
  await db.schema
    .createTable('session_view')
    .addColumn('view', 'integer', (column) => column.notNull())
    .addColumn('ms', 'integer', (column) => column.notNull())
    .addColumn('session', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint(`${prefix}session_view_key`, ['view', 'ms', 'session'])
    .modifyEnd(sorted)
    .execute();
  await sql`insert into ${view} (view, ms, session)
    select view, ms, session from ${sql.table(old)} order by 1, 2, 3`.execute(db);
  await sql`drop table ${sql.table(old)}`.execute(db);
};
