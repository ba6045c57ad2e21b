import { DEFAULT_TABLE, SqliteStore, type SqliteStoreOptions } from '@dwell/sessions';
import type { Database } from 'better-sqlite3';
import type { SessionDataName } from '../../ports/archive.js';
import { warnOfUnreadable } from '../../unreadable-warning.js';

/** Stores of session data, by what they keep. */
const STORES = {
  logins: { table: DEFAULT_TABLE, rolling: false, onUnreadable: warnOfUnreadable('The login') },
  sessman: {
    table: 'sessman_sessions',
    rolling: true,
    onUnreadable: warnOfUnreadable("Sessman's session"),
  },
} as const satisfies Record<SessionDataName, SqliteStoreOptions>;

/** The table in which the store `name` keeps its data. */
export const tableOf = (name: SessionDataName): string => STORES[name].table;

/** Session data as Store<T> describes it; each call brings the store's name and the time, in epoch milliseconds. */
export const sessionDataMethods = (database: Database) => {
  let time = 0;
  const open = (name: SessionDataName) =>
    new SqliteStore<unknown>(database, { ...STORES[name], now: () => time });
  const stores = { logins: open('logins'), sessman: open('sessman') };
  const at = (name: SessionDataName, now: number): SqliteStore<unknown> => {
    time = now;
    return stores[name];
  };
  return {
    getSessionData: (name: SessionDataName, now: number, sid: string, maxAge: number): unknown =>
      at(name, now).get(sid, maxAge),
    setSessionData: (name: SessionDataName, now: number, sid: string, data: unknown): void => {
      at(name, now).set(sid, data);
    },
    replaceSessionData: (
      name: SessionDataName,
      now: number,
      sid: string,
      maxAge: number,
      data: unknown,
    ): boolean => at(name, now).replace(sid, maxAge, data),
    destroySessionData: (name: SessionDataName, sid: string): void => {
      stores[name].destroy(sid);
    },
    purgeSessionData: (name: SessionDataName, now: number, maxAge: number): void => {
      at(name, now).purge(maxAge);
    },
    allSessionData: (name: SessionDataName): unknown[] => stores[name].all(),
    clearSessionData: (name: SessionDataName): void => {
      stores[name].clear();
    },
  };
};
