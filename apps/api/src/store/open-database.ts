import type { Settings } from '../settings/settings.js';
import type { Database } from './database.js';
import { openMongo } from './mongo/open-mongo.js';
import { openSqlite } from './sqlite/open-sqlite.js';

/**
 * Opens the database that the settings name.
 * @throws StoreUnusableError with one clear line when it can't be used.
 */
export const openDatabase = async ({
  databaseUrl,
  collectionPrefix,
  aliveMs,
}: Settings): Promise<Database> => {
  if (databaseUrl.startsWith('file:')) {
    return openSqlite({ file: databaseUrl.slice('file:'.length), collectionPrefix });
  }
  return openMongo({ url: databaseUrl, collectionPrefix, aliveMs });
};
