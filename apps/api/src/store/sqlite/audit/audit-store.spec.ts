import { describeAuditStore } from '../../testing/audit-store.conformance.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';

describeAuditStore('SQLite', async () => {
  const { audit, close } = await openTemporaryDatabase();
  return { store: audit, another: audit, close };
});
