import type { Outcome } from '../../../platform/calls.js';
import { type Channel, Peer } from '../../../platform/peer.js';
import { StoreUnavailableError } from '../../ports/errors.js';
import { type SqliteOptions, workerOptionsOf } from '../connection/open.js';
import { WorkerClient } from '../connection/worker-rpc.js';
import type { CommitMethods } from '../workers/commit-worker.js';
import { commitWorkerUrl } from '../workers/worker-urls.js';
import { Follower } from './follower.js';

/** A method that a process can call besides the commit worker's. It returns the names of the commit worker's methods. */
export const LIST_METHODS = 'list-methods';
/** A method with which a process begins or ends to follow. Its argument says whether the process wants to be told what other processes commit. */
export const FOLLOW = 'follow';

const COMMIT = 'commit' satisfies keyof CommitMethods;

/** The writer of a SQLite file, and the lock that keeps other servers from the file. Several processes may use it. */
export class SharedWriter {
  private readonly followers = new Map<Peer, Follower>();

  private constructor(
    private readonly committer: WorkerClient<CommitMethods>,
    private readonly methods: readonly string[],
  ) {}

  /**
   * Creates the file and its folder if they are missing, and locks the file.
   * @throws StoreUnusableError with one line that says why the file can't be used.
   */
  static async open(options: SqliteOptions): Promise<SharedWriter> {
    const workerOptions = workerOptionsOf(options);
    const committer = new WorkerClient<CommitMethods>(commitWorkerUrl);
    try {
      return new SharedWriter(committer, Object.keys(await committer.open(workerOptions)));
    } catch (error) {
      await committer.close();
      throw error;
    }
  }

  /**
   * Lets the process at the other end of the channel use the writer. Returns the function that must be called when that
   * process is gone.
   */
  serve(channel: Channel): () => void {
    const peer: Peer = new Peer(channel, (method, args) => this.answer(peer, method, args));
    return () => {
      this.followers.delete(peer);
      peer.end(new StoreUnavailableError('The process has ended'));
    };
  }

  /** Resolves when all earlier calls are answered and the file is closed. */
  close(): Promise<void> {
    return this.committer.close();
  }

  private async answer(peer: Peer, method: string, args: readonly unknown[]): Promise<Outcome> {
    if (method === LIST_METHODS) return ['returned', this.methods];
    if (method === FOLLOW) {
      if (args[0] === true) this.followers.set(peer, this.followers.get(peer) ?? new Follower(peer));
      else this.followers.delete(peer);
      return ['returned', undefined];
    }
    const outcome = await this.committer.run(method, args);
    if (method === COMMIT) this.tellOthers(peer, args[0] as string, outcome);
    return outcome;
  }

  private tellOthers(committed: Peer, changes: string, [kind, conflicts]: Outcome): void {
    for (const [peer, follower] of this.followers) {
      if (peer === committed) continue;
      // A commit that failed after it was written may be stored.
      if (kind === 'threw') follower.miss();
      else follower.tell(changes, conflicts as readonly string[]);
    }
  }
}
