import { describeAdminRaces } from '../../testing/admin-races.suite.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';

describeAdminRaces('SQLite', async () => {
  const { accounts, close } = await openTemporaryDatabase();
  return { store: accounts, another: accounts, close };
});
