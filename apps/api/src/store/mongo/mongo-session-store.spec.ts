import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import { describeSessionStore } from '../testing/session-store.conformance.js';
import { MongoDatabase } from './mongo-database.js';
import { MongoSessionStore } from './mongo-session-store.js';

describeOnMongo('MongoSessionStore', ({ name, freshUrl }) => {
  describeSessionStore(name, async () => {
    const url = freshUrl();
    const databases = [1, 2].map(() => MongoDatabase.open({ url, collectionPrefix: 'Test_' }));
    await Promise.all(databases.map(({ ready }) => ready));
    const [store, another] = databases.map((database) => new MongoSessionStore(database));
    if (!store || !another) throw new Error('There are two');
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
