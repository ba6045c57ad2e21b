import type { Settings } from '../settings/settings.js';
import type { Database } from './database.js';
import { openSqlite } from './sqlite/open-sqlite.js';

/**
 * Opens the database that the settings name.
 * @throws StoreUnusableError with one clear line when it can't be used.
 */
export const openDatabase = ({ databaseUrl, collectionPrefix }: Settings): Promise<Database> =>
  openSqlite({ file: databaseUrl.replace(/^file:/, ''), collectionPrefix });
