import { dropDatabase, type MongoTestServer } from '@dwell/sessions/testing/mongo';
import type { AccountStore } from '../../ports/account-store.js';
import type { StoreUnderTest } from '../../testing/store-under-test.js';
import { MongoAccountStore } from '../accounts/account-store.js';
import { MongoDatabase } from '../connection/database.js';

export const openDatabaseAt = async (url: string): Promise<MongoDatabase> => {
  const database = new MongoDatabase({ url, collectionPrefix: 'Test_' });
  await database.ready;
  return database;
};

/** Opens a new database twice, as two processes would. */
export const openAccountStores = async (server: MongoTestServer): Promise<StoreUnderTest<AccountStore>> => {
  const url = server.freshUrl();
  const [database, other] = await Promise.all([openDatabaseAt(url), openDatabaseAt(url)]);
  return {
    store: new MongoAccountStore(database),
    another: new MongoAccountStore(other),
    close: async () => {
      await Promise.all([database.close(), other.close()]);
      await dropDatabase(url);
    },
  };
};
