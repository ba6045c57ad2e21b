import { join } from 'node:path';
import { temporaryFolder } from '../../testing/temporary-folder.js';
import { SqliteDatabase } from '../sqlite-database.js';

/** A new database in a folder of its own; closing it removes both. */
export const openTemporaryDatabase = async (): Promise<{
  database: SqliteDatabase;
  close(): Promise<void>;
}> => {
  const folder = temporaryFolder();
  const database = await SqliteDatabase.open({
    file: join(folder.path, 'dwell.db'),
    collectionPrefix: 'Test_',
  });
  return {
    database,
    close: async () => {
      await database.close();
      folder.remove();
    },
  };
};
