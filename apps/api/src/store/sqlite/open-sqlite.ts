import type { Login } from '../ports/login-store.js';
import type { SessmanSession } from '../ports/sessman-store.js';
import type { Database } from '../ports/database.js';
import { SqliteArchive } from './archive/sqlite-archive.js';
import type { SqliteOptions } from './connection/options.js';
import { SqliteAccountStore } from './sqlite-account-store.js';
import { SqliteDatabase } from './sqlite-database.js';
import { SqliteDataStore } from './sqlite-data-store.js';
import { SqliteSessionStore } from './session-store.js';

/**
 * Opens a SQLite file and what is kept in it.
 * @param now epoch milliseconds: what the age of session data is counted by
 * @throws StoreUnusableError with one clear line when it can't be used.
 */
export const openSqlite = async (options: SqliteOptions, now = Date.now): Promise<Database> => {
  const database = await SqliteDatabase.open(options);
  return {
    name: options.file,
    ready: Promise.resolve(),
    sessions: new SqliteSessionStore(database),
    accounts: new SqliteAccountStore(database),
    logins: new SqliteDataStore<Login>(database, 'logins', now),
    sessman: new SqliteDataStore<SessmanSession>(database, 'sessman', now),
    archive: new SqliteArchive(database),
    close: () => database.close(),
  };
};
