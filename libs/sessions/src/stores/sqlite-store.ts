import { encodeData } from './encode-data.js';
import { RecordReader, type RecordStoreOptions } from './record-reader.js';
import { checkStoreOptions, type MissingReason, type Store } from './store.js';

/** The default of {@link SqliteStoreOptions.table}. */
export const DEFAULT_TABLE = 'DBStoreSessions';

/** The part of better-sqlite3's prepared statement that the store uses. */
export interface SqliteStatement {
  run(...parameters: unknown[]): { changes: number };
  get(...parameters: unknown[]): unknown;
  all(...parameters: unknown[]): unknown[];
}

/** The part of better-sqlite3's database that the store uses. Programs with other stores need not install its types. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
}

export interface SqliteStoreOptions extends RecordStoreOptions {
  /** The table's name: letters, digits and _. Each store needs a table of its own. Default {@link DEFAULT_TABLE}. */
  table?: string;
}

/** True for rows with an age. An integer column of SQLite may also hold text, which gives no age. */
const IS_DATED = "typeof(created_at) IN ('integer', 'real')";

interface Row {
  session_id: string;
  created_at: number;
  data: string;
}

/**
 * Stores session data as JSON in one table of a SQLite database; creates the table if it is missing. Never closes the
 * connection, which the caller owns. JSON must be able to represent T.
 */
export class SqliteStore<T> implements Store<T> {
  readonly rolling: boolean;
  private readonly now: () => number;
  private readonly onMissing: (sid: string, reason: MissingReason) => void;
  private readonly reader: RecordReader<Row, T>;
  private readonly select: SqliteStatement;
  private readonly upsert: SqliteStatement;
  private readonly update: SqliteStatement;
  private readonly remove: SqliteStatement;
  private readonly removeOlder: SqliteStatement;
  private readonly selectAll: SqliteStatement;
  private readonly removeAll: SqliteStatement;

  /**
   * @throws TypeError if `table` has other characters than letters, digits and _ or begins with a digit, or if another
   * option can't work
   */
  constructor(
    database: SqliteDatabase,
    {
      table = DEFAULT_TABLE,
      rolling = false,
      now = Date.now,
      onMissing = () => undefined,
      onUnreadable,
    }: SqliteStoreOptions = {},
  ) {
    checkStoreOptions({ rolling, now, onMissing, onUnreadable });
    if (!/^[A-Za-z_]\w*$/.test(table)) throw new TypeError(`${table} can't be the name of a table`);
    // Quoted, because the name may be a keyword of SQL.
    const quoted = `"${table}"`;
    this.rolling = rolling;
    this.now = now;
    this.onMissing = onMissing;
    this.reader = new RecordReader<Row, T>(decode, onUnreadable);
    database.exec(
      `CREATE TABLE IF NOT EXISTS ${quoted} (session_id TEXT PRIMARY KEY, created_at INTEGER NOT NULL, data TEXT NOT NULL)`,
    );
    this.select = database.prepare(`SELECT session_id, created_at, data FROM ${quoted} WHERE session_id = ?`);
    this.upsert = database.prepare(
      `INSERT INTO ${quoted} (session_id, created_at, data) VALUES (?, ?, ?)` +
        ' ON CONFLICT (session_id) DO UPDATE SET data = excluded.data, created_at =' +
        (rolling ? ' excluded.created_at' : ` iif(${IS_DATED}, created_at, excluded.created_at)`),
    );
    this.update = database.prepare(
      `UPDATE ${quoted} SET data = ?, created_at = iif(${rolling ? 1 : 0}, ?, created_at)` +
        ` WHERE session_id = ? AND created_at >= ? AND ${IS_DATED}`,
    );
    this.remove = database.prepare(`DELETE FROM ${quoted} WHERE session_id = ?`);
    this.removeOlder = database.prepare(`DELETE FROM ${quoted} WHERE created_at < ?`);
    this.selectAll = database.prepare(
      `SELECT session_id, created_at, data FROM ${quoted} ORDER BY created_at`,
    );
    this.removeAll = database.prepare(`DELETE FROM ${quoted}`);
  }

  get(sid: string, maxAge: number): T | undefined {
    const row = this.select.get(sid) as Row | undefined;
    if (!row) {
      this.onMissing(sid, 'session does not exist');
      return undefined;
    }
    if (maxAge !== 0 && typeof row.created_at === 'number' && row.created_at + maxAge < this.now()) {
      this.remove.run(sid);
      this.onMissing(sid, 'session is expired');
      return undefined;
    }
    return this.reader.read(sid, row);
  }

  set(sid: string, data: T): void {
    this.upsert.run(sid, this.now(), encodeData(data));
  }

  replace(sid: string, maxAge: number, data: T): boolean {
    const now = this.now();
    const oldest = maxAge === 0 ? Number.MIN_SAFE_INTEGER : now - maxAge;
    return this.update.run(encodeData(data), now, sid, oldest).changes > 0;
  }

  destroy(sid: string): boolean {
    return this.remove.run(sid).changes > 0;
  }

  purge(maxAge: number): void {
    if (maxAge !== 0) this.removeOlder.run(this.now() - maxAge);
  }

  all(): T[] {
    const rows = this.selectAll.all() as Row[];
    return this.reader.readAll(rows.map((row) => [row.session_id, row]));
  }

  clear(): void {
    this.removeAll.run();
  }
}

/** Checks the row's types, since other programs may write to the table. */
const decode = <T>({ created_at: createdAt, data }: Row): T => {
  if (typeof createdAt !== 'number') throw new TypeError('created_at is not a number');
  return JSON.parse(data) as T;
};
