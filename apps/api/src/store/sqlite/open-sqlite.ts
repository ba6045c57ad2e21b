import type { Database } from '../ports/database.js';
import { SqliteLoginStore, SqliteSessmanStore } from './accounts/session-data-store.js';
import { sqliteArchive } from './archive/archive.js';
import { sqliteAudit } from './audit/audit-store.js';
import { prepareFile, type SqliteOptions, type WorkerOptions } from './connection/open.js';
import { WorkerClient } from './connection/worker-rpc.js';
import { sqliteGroups } from './groups/group-store.js';
import { SqliteSessionStore } from './session-store.js';
import type { CommitMethods } from './workers/commit-worker.js';
import type { ReadMethods } from './workers/read-worker.js';
import { commitWorkerUrl, readWorkerUrl } from './workers/worker-urls.js';

/**
 * Opens a SQLite file for this process alone, and creates it and its folder if they are missing. One worker thread
 * commits and another one reads, so that neither an fsync nor a chart delays the requests on the main thread.
 * @param now returns the present in epoch milliseconds. The age of session data is counted from it.
 * @throws StoreUnusableError with one line that says why the file can't be used.
 */
export const openSqlite = async (options: SqliteOptions, now = Date.now): Promise<Database> => {
  const workerOptions: WorkerOptions = {
    ...options,
    name: options.file,
    file: prepareFile(options.file),
  };
  // Both threads load their code at the same time, because loading takes longer than everything else.
  const committer = new WorkerClient<CommitMethods>(commitWorkerUrl);
  const reader = new WorkerClient<ReadMethods>(readWorkerUrl);
  const close = async (): Promise<void> => {
    await reader.close();
    await committer.close();
  };
  try {
    // The committer opens first: it locks the file, creates it and migrates its schema.
    const commitMethods = await committer.open(workerOptions);
    const readMethods = await reader.open(workerOptions);
    return {
      name: options.file,
      ready: Promise.resolve(),
      sessions: new SqliteSessionStore(commitMethods, readMethods),
      accounts: commitMethods,
      logins: new SqliteLoginStore(commitMethods, 'logins', now),
      sessman: new SqliteSessmanStore(commitMethods, readMethods, now),
      audit: sqliteAudit(commitMethods, readMethods),
      groups: sqliteGroups(commitMethods, readMethods),
      archive: sqliteArchive(commitMethods),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
