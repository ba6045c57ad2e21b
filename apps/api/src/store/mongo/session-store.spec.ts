import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import { describeSessionStore } from '../testing/session-store.conformance.js';
import { MongoSessionStore } from './session-store.js';
import { openTemporaryDatabases } from './testing/temporary-database.js';

describeOnMongo('MongoSessionStore', (server) => {
  describeSessionStore(server.name, async () => {
    const { databases, close } = await openTemporaryDatabases(server, 2);
    const [store, another] = databases.map((database) => new MongoSessionStore(database));
    if (!store || !another) throw new Error('Two were opened');
    return { store, another, close };
  });
});
