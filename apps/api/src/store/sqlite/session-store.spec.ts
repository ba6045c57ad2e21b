import { describeSessionStore } from '../testing/session-store.conformance.js';
import { openTemporaryDatabase } from './testing/temporary-database.js';

describeSessionStore('SQLite', async () => {
  const { sessions, close } = await openTemporaryDatabase();
  // A second process can't open the file, so there is no other view of it.
  return { store: sessions, another: sessions, close };
});
