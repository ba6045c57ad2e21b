import type { Store } from '@dwell/sessions';
import type { SqliteDatabase } from './sqlite-database.js';

/** Session data in the table DBStoreSessions of the same file, through the worker that commits. */
export class SqliteLoginStore<T> implements Store<T> {
  /** @param now epoch milliseconds. */
  constructor(
    private readonly database: SqliteDatabase,
    private readonly now: () => number = Date.now,
  ) {}

  get(sid: string, maxAge: number): Promise<T | undefined> {
    return this.database.commit('getLogin', this.now(), sid, maxAge) as Promise<T | undefined>;
  }

  set(sid: string, data: T): Promise<void> {
    return this.database.commit('setLogin', this.now(), sid, data);
  }

  destroy(sid: string): Promise<void> {
    return this.database.commit('destroyLogin', sid);
  }

  purge(maxAge: number): Promise<void> {
    return this.database.commit('purgeLogins', this.now(), maxAge);
  }

  all(): Promise<T[]> {
    return this.database.commit('allLogins') as Promise<T[]>;
  }

  clear(): Promise<void> {
    return this.database.commit('clearLogins');
  }
}
