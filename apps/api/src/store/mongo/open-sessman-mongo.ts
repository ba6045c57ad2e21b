import type { SessmanMongoSettings } from '../../platform/settings/settings.js';
import type { Database } from '../ports/database.js';
import { MongoSessmanStore } from './accounts/sessman-store.js';
import { MongoConnection } from './connection/open.js';
import { sessmanSchema } from './schema/accounts.js';

/** A database that holds only sessman's data. */
export type SessmanDatabase = Pick<Database, 'name' | 'ready' | 'sessman' | 'close'>;

/**
 * Opens the MongoDB database that SESSMAN_CONF names.
 * @param now returns the present in epoch milliseconds. The age of session data is counted from it.
 * @throws StoreUnusableError if SESSMAN_CONF has no URL of a MongoDB database.
 */
export const openSessmanMongo = (
  { url, collection }: SessmanMongoSettings,
  now: () => number,
): SessmanDatabase => {
  const connection = new MongoConnection(url, [[collection, sessmanSchema]], 'SESSMAN_CONF');
  return {
    name: `sessman's MongoDB at ${connection.hosts}`,
    ready: connection.ready,
    sessman: new MongoSessmanStore(() => connection.collection(collection), now),
    close: () => connection.close(),
  };
};
