import { describeSessionStore } from '../testing/session-store.conformance.js';
import { SqliteSessionStore } from './session-store.js';
import { openTemporaryDatabase } from './testing/temporary-database.js';

describeSessionStore('SQLite', async () => {
  const { database, close } = await openTemporaryDatabase();
  const store = new SqliteSessionStore(database);
  // A second process is turned away, so there is no other view of the same file.
  return { store, another: store, close };
});
