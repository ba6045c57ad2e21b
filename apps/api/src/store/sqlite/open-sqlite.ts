import type { Login } from '../../auth/login-store.js';
import type { Database } from '../database.js';
import { SqliteArchive } from './archive/sqlite-archive.js';
import type { SqliteOptions } from './connection/options.js';
import { SqliteAccountStore } from './sqlite-account-store.js';
import { SqliteDatabase } from './sqlite-database.js';
import { SqliteLoginStore } from './sqlite-login-store.js';
import { SqliteSessionStore } from './sqlite-session-store.js';

/**
 * Opens a SQLite file and what is kept in it.
 * @throws StoreUnusableError with one clear line when it can't be used.
 */
export const openSqlite = async (options: SqliteOptions): Promise<Database> => {
  const database = await SqliteDatabase.open(options);
  return {
    name: options.file,
    ready: Promise.resolve(),
    sessions: new SqliteSessionStore(database),
    accounts: new SqliteAccountStore(database),
    logins: new SqliteLoginStore<Login>(database),
    archive: new SqliteArchive(database),
    close: () => database.close(),
  };
};
