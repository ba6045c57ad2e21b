import type { Database } from '../ports/database.js';
import { SqliteLoginStore, SqliteSessmanStore } from './accounts/session-data-store.js';
import { sqliteAnnotations } from './annotations/annotation-store.js';
import { sqliteArchive } from './archive/archive.js';
import { sqliteAudit } from './audit/audit-store.js';
import type { Channel } from '../../platform/peer.js';
import { type SqliteOptions, workerOptionsOf } from './connection/open.js';
import { type Remote, WorkerClient } from './connection/worker-rpc.js';
import { sqliteGroups } from './groups/group-store.js';
import { WriterClient } from './processes/writer-client.js';
import { sqliteSavedViews } from './saved-views/saved-view-store.js';
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
  const workerOptions = workerOptionsOf(options);
  // Both threads load their code at the same time, because loading takes longer than the rest of the opening.
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
    const sessions = new SqliteSessionStore(commitMethods, readMethods);
    return databaseOf({ name: options.file, sessions, commitMethods, readMethods, now, close });
  } catch (error) {
    await close();
    throw error;
  }
};

/**
 * Opens a SQLite file that a {@link SharedWriter} in another process has open. That process commits; a worker thread of
 * this process reads.
 * @param channel leads to the writer
 * @param now as in {@link openSqlite}
 */
export const openSqliteOfWriter = async (
  options: SqliteOptions,
  channel: Channel,
  now = Date.now,
): Promise<Database> => {
  const writer = new WriterClient(channel);
  const reader = new WorkerClient<ReadMethods>(readWorkerUrl);
  const close = (): Promise<void> => reader.close();
  try {
    const [commitMethods, readMethods] = await Promise.all([
      writer.methods(),
      reader.open(workerOptionsOf(options)),
    ]);
    const sessions = new SqliteSessionStore(commitMethods, readMethods, writer);
    return databaseOf({ name: options.file, sessions, commitMethods, readMethods, now, close });
  } catch (error) {
    await close();
    throw error;
  }
};

interface Parts {
  readonly name: string;
  readonly sessions: SqliteSessionStore;
  readonly commitMethods: Remote<CommitMethods>;
  readonly readMethods: Remote<ReadMethods>;
  readonly now: () => number;
  readonly close: () => Promise<void>;
}

const databaseOf = ({ name, sessions, commitMethods, readMethods, now, close }: Parts): Database => ({
  name,
  ready: Promise.resolve(),
  sessions,
  accounts: commitMethods,
  logins: new SqliteLoginStore(commitMethods, 'logins', now),
  sessman: new SqliteSessmanStore(commitMethods, readMethods, now),
  audit: sqliteAudit(commitMethods, readMethods),
  groups: sqliteGroups(commitMethods, readMethods),
  savedViews: sqliteSavedViews(commitMethods, readMethods),
  annotations: sqliteAnnotations(commitMethods, readMethods),
  archive: sqliteArchive(commitMethods),
  close,
});
