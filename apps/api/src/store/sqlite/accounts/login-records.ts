import { SqliteStore } from '@dwell/sessions';
import type { Database } from 'better-sqlite3';

/** Session data as Store<T> describes it; each call brings the time, in epoch milliseconds. */
export const loginMethods = (database: Database) => {
  let time = 0;
  const store = new SqliteStore<unknown>(database, { now: () => time });
  return {
    getLogin: (now: number, sid: string, maxAge: number): unknown => {
      time = now;
      return store.get(sid, maxAge);
    },
    setLogin: (now: number, sid: string, data: unknown): void => {
      time = now;
      store.set(sid, data);
    },
    destroyLogin: (sid: string): void => {
      store.destroy(sid);
    },
    purgeLogins: (now: number, maxAge: number): void => {
      time = now;
      store.purge(maxAge);
    },
    allLogins: (): unknown[] => store.all(),
    clearLogins: (): void => {
      store.clear();
    },
  };
};
