import { describeGroupStore } from '../../testing/group-store.conformance.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';

describeGroupStore('SQLite', async () => {
  const { groups, close } = await openTemporaryDatabase();
  return { store: groups, another: groups, close };
});
