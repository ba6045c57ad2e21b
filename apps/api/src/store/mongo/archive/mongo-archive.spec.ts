import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import { describeArchive } from '../../testing/archive.conformance.js';
import { RULES } from '../../testing/session-changes.js';
import { openMongo } from '../open-mongo.js';

describeOnMongo('MongoArchive', ({ name, freshUrl }) => {
  describeArchive(name, async () => {
    const url = freshUrl();
    const options = { url, collectionPrefix: 'Test_', aliveMs: RULES.aliveMs, upkeep: false };
    const store = openMongo(options);
    await store.ready;
    return {
      store,
      another: store,
      close: async () => {
        await store.close();
        await dropDatabase(url);
      },
    };
  });
});
