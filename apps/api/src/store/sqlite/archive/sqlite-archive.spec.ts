import { join } from 'node:path';
import { describeArchive } from '../../testing/archive.conformance.js';
import { openSqlite } from '../open-sqlite.js';
import { temporaryFolder } from '../../testing/temporary-folder.js';

describeArchive('SQLite', async () => {
  const folder = temporaryFolder();
  const store = await openSqlite({ file: join(folder.path, 'dwell.db'), collectionPrefix: 'Test_' });
  return {
    store,
    another: store,
    close: async () => {
      await store.close();
      folder.remove();
    },
  };
});
