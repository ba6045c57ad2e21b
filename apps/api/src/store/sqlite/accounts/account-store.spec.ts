import { describeAccountStore } from '../../testing/account-store.conformance.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';

describeAccountStore('SQLite', async () => {
  const { accounts, close } = await openTemporaryDatabase();
  return { store: accounts, another: accounts, close };
});
