import type { Store } from '@dwell/sessions';
import type { SessionDataName } from '../ports/archive.js';
import type { SqliteDatabase } from './sqlite-database.js';

/** Session data in a table of the same file, through the worker that commits. */
export class SqliteDataStore<T> implements Store<T> {
  /** @param now epoch milliseconds. */
  constructor(
    private readonly database: SqliteDatabase,
    private readonly name: SessionDataName,
    private readonly now: () => number = Date.now,
  ) {}

  get(sid: string, maxAge: number): Promise<T | undefined> {
    return this.database.commit('getSessionData', this.name, this.now(), sid, maxAge) as Promise<
      T | undefined
    >;
  }

  set(sid: string, data: T): Promise<void> {
    return this.database.commit('setSessionData', this.name, this.now(), sid, data);
  }

  replace(sid: string, maxAge: number, data: T): Promise<boolean> {
    return this.database.commit('replaceSessionData', this.name, this.now(), sid, maxAge, data);
  }

  destroy(sid: string): Promise<void> {
    return this.database.commit('destroySessionData', this.name, sid);
  }

  purge(maxAge: number): Promise<void> {
    return this.database.commit('purgeSessionData', this.name, this.now(), maxAge);
  }

  all(): Promise<T[]> {
    return this.database.commit('allSessionData', this.name) as Promise<T[]>;
  }

  clear(): Promise<void> {
    return this.database.commit('clearSessionData', this.name);
  }
}
