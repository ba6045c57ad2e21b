import type { Database, Statement } from 'better-sqlite3';
import type { Store } from './store.js';

export interface SqliteStoreOptions {
  /** Epoch milliseconds; default Date.now. */
  now?: () => number;
  /** Told of a record whose data can't be read; the store goes on as if it were not there. */
  onUnreadable?: (sid: string, cause: unknown) => void;
}

interface Row {
  session_id: string;
  created_at: number;
  data: string;
}

/**
 * Keeps session data as JSON in the table DBStoreSessions of a SQLite database, which it makes where it is missing.
 * The connection stays its owner's: the store never closes it. T must be what JSON can hold.
 */
export class SqliteStore<T> implements Store<T> {
  private readonly now: () => number;
  private readonly onUnreadable: (sid: string, cause: unknown) => void;
  private readonly select: Statement<[string], Row>;
  private readonly upsert: Statement<[string, number, string]>;
  private readonly remove: Statement<[string]>;
  private readonly removeOlder: Statement<[number]>;
  private readonly selectAll: Statement<[], Row>;
  private readonly removeAll: Statement<[]>;

  constructor(
    database: Database,
    { now = Date.now, onUnreadable = () => undefined }: SqliteStoreOptions = {},
  ) {
    this.now = now;
    this.onUnreadable = onUnreadable;
    database.exec(
      'CREATE TABLE IF NOT EXISTS DBStoreSessions (session_id TEXT PRIMARY KEY, created_at INTEGER NOT NULL, data TEXT NOT NULL)',
    );
    this.select = database.prepare(
      'SELECT session_id, created_at, data FROM DBStoreSessions WHERE session_id = ?',
    );
    this.upsert = database.prepare(
      'INSERT INTO DBStoreSessions (session_id, created_at, data) VALUES (?, ?, ?)' +
        ' ON CONFLICT (session_id) DO UPDATE SET data = excluded.data',
    );
    this.remove = database.prepare('DELETE FROM DBStoreSessions WHERE session_id = ?');
    this.removeOlder = database.prepare('DELETE FROM DBStoreSessions WHERE created_at < ?');
    this.selectAll = database.prepare(
      'SELECT session_id, created_at, data FROM DBStoreSessions ORDER BY created_at',
    );
    this.removeAll = database.prepare('DELETE FROM DBStoreSessions');
  }

  get(sid: string, maxAge: number): T | undefined {
    const row = this.select.get(sid);
    if (!row) return undefined;
    if (maxAge !== 0 && row.created_at + maxAge < this.now()) {
      this.remove.run(sid);
      return undefined;
    }
    return this.read(row);
  }

  set(sid: string, data: T): void {
    this.upsert.run(sid, this.now(), JSON.stringify(data));
  }

  destroy(sid: string): void {
    this.remove.run(sid);
  }

  purge(maxAge: number): void {
    if (maxAge !== 0) this.removeOlder.run(this.now() - maxAge);
  }

  all(): T[] {
    return this.selectAll
      .all()
      .map((row) => this.read(row))
      .filter((data) => data !== undefined);
  }

  clear(): void {
    this.removeAll.run();
  }

  private read(row: Row): T | undefined {
    try {
      return JSON.parse(row.data) as T;
    } catch (error) {
      this.onUnreadable(row.session_id, error);
      return undefined;
    }
  }
}
