import { describeArchive } from '../../testing/archive.conformance.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';

describeArchive('SQLite', async () => {
  const store = await openTemporaryDatabase();
  return { store, another: store, close: () => store.close() };
});
