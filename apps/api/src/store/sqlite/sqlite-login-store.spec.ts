import { describeStore } from '@dwell/sessions/testing';
import { SqliteLoginStore } from './sqlite-login-store.js';
import { openTemporaryDatabase } from './testing/temporary-database.js';

describeStore('SQLite, through its worker, as a store of logins', async (now) => {
  const { database, close } = await openTemporaryDatabase();
  return { store: new SqliteLoginStore(database, now), close };
});
