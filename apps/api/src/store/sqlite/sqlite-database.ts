import { prepareFile } from './connection/open.js';
import type { SqliteOptions } from './connection/options.js';
import { type Methods, WorkerClient } from './connection/worker-rpc.js';
import type { CommitMethods } from './workers/commit-worker.js';
import type { ReadMethods } from './workers/read-worker.js';
import { commitWorkerUrl, readWorkerUrl } from './workers/worker-urls.js';

/** Workers that read. One is enough for two cores; more let long charts run side by side. */
const READERS = 1;

type Call<M extends Methods> = WorkerClient<M>['call'];

/**
 * A SQLite file, opened for this process alone. The main thread holds no connection: one worker commits,
 * others read, so that neither an fsync nor a chart stalls the requests.
 */
export class SqliteDatabase {
  private constructor(
    private readonly committer: WorkerClient<CommitMethods>,
    private readonly readers: readonly WorkerClient<ReadMethods>[],
  ) {}

  /**
   * Opens the file; makes it, and its folder, where it is missing.
   * @throws StoreUnusableError with one clear line when it can't be used.
   */
  static async open({ file, collectionPrefix }: SqliteOptions): Promise<SqliteDatabase> {
    const options: SqliteOptions = { file: prepareFile(file), collectionPrefix };
    // All threads load their code at the same time, and that takes longer than the rest.
    const committer = new WorkerClient<CommitMethods>(commitWorkerUrl);
    const readers = Array.from({ length: READERS }, () => new WorkerClient<ReadMethods>(readWorkerUrl));
    const database = new SqliteDatabase(committer, readers);
    try {
      // The committer takes the lock, makes the file and brings the schema up to date, so it goes first.
      await committer.open(options);
      await Promise.all(readers.map((reader) => reader.open(options)));
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /** Calls the worker that commits. */
  readonly commit: Call<CommitMethods> = (method, ...args) => this.committer.call(method, ...args);

  /** Calls the worker that reads and has least to do. */
  readonly read: Call<ReadMethods> = (method, ...args) => {
    const [first, ...others] = this.readers;
    if (!first) throw new Error('There is no reader');
    const reader = others.reduce((least, other) => (other.load < least.load ? other : least), first);
    return reader.call(method, ...args);
  };

  /** Finishes what was given to it, writes the log back into the file and ends the workers. */
  async close(): Promise<void> {
    await Promise.all(this.readers.map((reader) => reader.close()));
    await this.committer.close();
  }
}
