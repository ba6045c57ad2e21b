import { join } from 'node:path';
import type { Database } from '../../ports/database.js';
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
