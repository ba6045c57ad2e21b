import { join } from 'node:path';
import { channelPair } from '../../../testing/channel-pair.js';
import type { Database } from '../../ports/database.js';
import { temporaryFolder } from '../../testing/temporary-folder.js';
import { openSqliteOfWriter } from '../open-sqlite.js';
import { SharedWriter } from '../processes/shared-writer.js';

interface SharedDatabases {
  readonly databases: readonly [Database, Database];
  readonly writer: SharedWriter;
  close(): Promise<void>;
}

/** Opens a new file twice, as two processes do that share its writer. `close` removes the file. */
export const openSharedDatabases = async (): Promise<SharedDatabases> => {
  const folder = temporaryFolder();
  const options = { file: join(folder.path, 'dwell.db'), collectionPrefix: 'Test_' };
  const writer = await SharedWriter.open(options);
  const closeAll: (() => Promise<void>)[] = [];
  const open = async (): Promise<Database> => {
    const { ends, close } = channelPair();
    const end = writer.serve(ends[0]);
    const database = await openSqliteOfWriter(options, ends[1]);
    closeAll.push(async () => {
      await database.close();
      end();
      close();
    });
    return database;
  };
  return {
    databases: [await open(), await open()],
    writer,
    close: async () => {
      for (const close of closeAll) await close();
      await writer.close();
      folder.remove();
    },
  };
};
