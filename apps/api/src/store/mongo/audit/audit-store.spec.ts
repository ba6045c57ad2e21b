import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import { describeAuditStore } from '../../testing/audit-store.conformance.js';
import { openTemporaryDatabases } from '../testing/temporary-database.js';
import { MongoAuditStore } from './audit-store.js';

describeOnMongo('MongoAuditStore', (server) => {
  describeAuditStore('MongoDB', async () => {
    const { databases, close } = await openTemporaryDatabases(server, 2);
    const [store, another] = databases.map((database) => new MongoAuditStore(database));
    if (!store || !another) throw new Error('Two were opened');
    return { store, another, close };
  });
});
