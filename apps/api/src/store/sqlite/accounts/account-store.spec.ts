import { describeAccountStore } from '../../testing/account-store.conformance.js';
import { SqliteAccountStore } from '../sqlite-account-store.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';

describeAccountStore('SQLite', async () => {
  const { database, close } = await openTemporaryDatabase();
  const store = new SqliteAccountStore(database);
  return { store, another: store, close };
});
