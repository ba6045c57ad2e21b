import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import { MongoAccountStore } from './mongo/accounts/account-store.js';
import { MongoDatabase } from './mongo/connection/database.js';
import { openTemporaryDatabase } from './sqlite/testing/temporary-database.js';
import { describeAdminRaces } from './testing/admin-races.suite.js';

describeAdminRaces('SQLite', async () => {
  const { accounts, close } = await openTemporaryDatabase();
  return { store: accounts, another: accounts, close };
});

describeOnMongo('Admins', (server) => {
  describeAdminRaces('MongoDB', async () => {
    const url = server.freshUrl();
    const open = async () => {
      const database = new MongoDatabase({ url, collectionPrefix: 'Test_' });
      await database.ready;
      return database;
    };
    const databases = await Promise.all([open(), open()]);
    const [store, another] = databases.map((database) => new MongoAccountStore(database));
    if (!store || !another) throw new Error('There are two databases');
    return {
      store,
      another,
      close: async () => {
        await Promise.all(databases.map((database) => database.close()));
        await dropDatabase(url);
      },
    };
  });
});
