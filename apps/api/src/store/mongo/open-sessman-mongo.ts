import type { SessmanMongoSettings } from '../../platform/settings/settings.js';
import type { Database } from '../ports/database.js';
import type { SessmanSession } from '../ports/session-data-stores.js';
import { MongoSessionDataStore } from './accounts/session-data-store.js';
import { MongoConnection } from './connection/open.js';
import { sessionDataSchema } from './schema/accounts.js';

/** A database that holds only sessman's data. */
export type SessmanDatabase = Pick<Database, 'name' | 'ready' | 'sessman' | 'close'>;

/**
 * Opens the MongoDB database that SESSMAN_CONF names.
 * @param now returns epoch milliseconds: the time that the age of session data is compared with.
 * @throws StoreUnusableError if its URL is not one of a MongoDB database.
 */
export const openSessmanMongo = (
  { url, collection }: SessmanMongoSettings,
  now: () => number,
): SessmanDatabase => {
  const connection = new MongoConnection(url, [[collection, sessionDataSchema]], 'SESSMAN_CONF');
  return {
    name: `sessman's MongoDB at ${connection.hosts}`,
    ready: connection.ready,
    sessman: new MongoSessionDataStore<SessmanSession>(
      'sessman',
      () => connection.collection(collection),
      now,
    ),
    close: () => connection.close(),
  };
};
