import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from '../sqlite-database.js';

/** A folder of its own, gone after use. */
export const temporaryFolder = (): { readonly path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'dwell-sqlite-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
};

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
