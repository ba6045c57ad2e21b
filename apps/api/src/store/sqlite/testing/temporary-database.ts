import { join } from 'node:path';
import type { Database } from '../../ports/database.js';
import type { SessionStore } from '../../ports/session-store.js';
import type { StoreUnderTest } from '../../testing/store-under-test.js';
import { temporaryFolder } from '../../testing/temporary-folder.js';
import { openSqlite } from '../open-sqlite.js';

/** Opens a new database in a folder of its own. `close` removes both. */
export const openTemporaryDatabase = async (now?: () => number): Promise<Database> => {
  const folder = temporaryFolder();
  const options = { file: join(folder.path, 'dwell.db'), collectionPrefix: 'Test_' };
  const database = await openSqlite(options, now);
  return {
    ...database,
    close: async () => {
      await database.close();
      folder.remove();
    },
  };
};

/** Opens the session store of a new database. It is `another` too, because a second process can't open the file. */
export const openTemporarySessionStore = async (): Promise<StoreUnderTest<SessionStore>> => {
  const { sessions, close } = await openTemporaryDatabase();
  return { store: sessions, another: sessions, close };
};
