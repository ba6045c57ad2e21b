import { describeSessionStore } from '../testing/session-store.conformance.js';
import { openTemporaryDatabase } from './testing/temporary-database.js';

describeSessionStore('SQLite', async () => {
  const { sessions, close } = await openTemporaryDatabase();
  // A second process can't open the file, so the one store also stands for the other process's.
  return { store: sessions, another: sessions, close };
});
