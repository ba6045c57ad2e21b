import { RecordReader, type UnreadableListener } from './record-reader.js';
import type { MissingReason, Store } from './store.js';

/** The table that holds session data unless told otherwise. */
export const DEFAULT_TABLE = 'DBStoreSessions';

/** What is used of a prepared statement of better-sqlite3. */
export interface SqliteStatement {
  run(...parameters: unknown[]): { changes: number };
  get(...parameters: unknown[]): unknown;
  all(...parameters: unknown[]): unknown[];
}

/** What is used of a database of better-sqlite3, whose types need not be there where this store is not used. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
}

export interface SqliteStoreOptions {
  /** Letters, digits and _; default {@link DEFAULT_TABLE}. Each store of a database has one of its own. */
  table?: string;
  /** Whether a session's age counts from when it was last set, instead of first; default false. */
  rolling?: boolean;
  /** Epoch milliseconds; default Date.now. */
  now?: () => number;
  /** Told why `get` gives nothing. */
  onMissing?: (sid: string, reason: MissingReason) => void;
  /** Told of a record that can't be read, which then counts as none; without it `get` fails for such a record. */
  onUnreadable?: UnreadableListener;
}

/** SQLite keeps anything in a column of integers; by what is text there nobody can tell an age. */
const IS_DATED = "typeof(created_at) IN ('integer', 'real')";

interface Row {
  session_id: string;
  created_at: number;
  data: string;
}

/**
 * Keeps session data as JSON in one table of a SQLite database, which it makes where it is missing.
 * The connection stays its owner's: the store never closes it. T must be what JSON can hold.
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

  /** @throws TypeError for a table's name that can't be one */
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
    if (!/^[A-Za-z_]\w*$/.test(table)) throw new TypeError(`${table} can't be the name of a table`);
    this.rolling = rolling;
    this.now = now;
    this.onMissing = onMissing;
    this.reader = new RecordReader<Row, T>(decode, onUnreadable);
    database.exec(
      `CREATE TABLE IF NOT EXISTS ${table} (session_id TEXT PRIMARY KEY, created_at INTEGER NOT NULL, data TEXT NOT NULL)`,
    );
    this.select = database.prepare(`SELECT session_id, created_at, data FROM ${table} WHERE session_id = ?`);
    this.upsert = database.prepare(
      `INSERT INTO ${table} (session_id, created_at, data) VALUES (?, ?, ?)` +
        ' ON CONFLICT (session_id) DO UPDATE SET data = excluded.data, created_at =' +
        (rolling ? ' excluded.created_at' : ` iif(${IS_DATED}, created_at, excluded.created_at)`),
    );
    this.update = database.prepare(
      `UPDATE ${table} SET data = ?, created_at = iif(${rolling ? 1 : 0}, ?, created_at)` +
        ` WHERE session_id = ? AND created_at >= ? AND ${IS_DATED}`,
    );
    this.remove = database.prepare(`DELETE FROM ${table} WHERE session_id = ?`);
    this.removeOlder = database.prepare(`DELETE FROM ${table} WHERE created_at < ?`);
    this.selectAll = database.prepare(
      `SELECT session_id, created_at, data FROM ${table} ORDER BY created_at`,
    );
    this.removeAll = database.prepare(`DELETE FROM ${table}`);
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
    this.upsert.run(sid, this.now(), JSON.stringify(data));
  }

  replace(sid: string, maxAge: number, data: T): boolean {
    const now = this.now();
    const oldest = maxAge === 0 ? Number.MIN_SAFE_INTEGER : now - maxAge;
    return this.update.run(JSON.stringify(data), now, sid, oldest).changes > 0;
  }

  destroy(sid: string): void {
    this.remove.run(sid);
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

/** The types hold for what the store wrote itself; anything may have written to the table. */
const decode = <T>({ created_at: createdAt, data }: Row): T => {
  if (typeof createdAt !== 'number') throw new TypeError('created_at is no number');
  return JSON.parse(data) as T;
};
