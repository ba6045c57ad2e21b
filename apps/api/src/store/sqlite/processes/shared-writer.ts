import { type Outcome, outcomeOf } from '../../../platform/calls.js';
import { type Channel, Peer } from '../../../platform/peer.js';
import { CommitFeed, type CommitListener } from '../../model/commit-feed.js';
import { StoreUnavailableError } from '../../ports/errors.js';
import type { LiveSession } from '../../ports/session-store.js';
import { type SqliteOptions, workerOptionsOf } from '../connection/open.js';
import { type Remote, WorkerClient } from '../connection/worker-rpc.js';
import { type RecordedSessions, recordedSessions } from '../recorded-sessions.js';
import type { CommitMethods } from '../workers/commit-worker.js';
import { commitWorkerUrl } from '../workers/worker-urls.js';
import { Follower } from './follower.js';

/**
 * A method that a process can call besides those of the commit worker. It returns the names of the commit worker's
 * methods.
 */
export const LIST_METHODS = 'list-methods';
/** A method with one argument: whether the process wants to be informed about commits. */
export const FOLLOW = 'follow';

/** The writer of a SQLite file, and the lock that keeps other servers from the file. Several processes may use it. */
export class SharedWriter implements CommitListener {
  /** The sessions as the recorder of this process stores and loads them. */
  readonly sessions: RecordedSessions;
  /** Must be informed about what the recorder commits. */
  readonly feed = new CommitFeed();
  private readonly followers = new Map<Peer, Follower>();
  private stopListening: (() => void) | undefined;

  private constructor(
    private readonly committer: WorkerClient<CommitMethods>,
    private readonly methods: Remote<CommitMethods>,
  ) {
    this.sessions = recordedSessions(methods);
  }

  /**
   * Creates the file and its folder if they are missing, and locks the file.
   * @throws StoreUnusableError with one line that says why the file can't be used.
   */
  static async open(options: SqliteOptions): Promise<SharedWriter> {
    const workerOptions = workerOptionsOf(options);
    const committer = new WorkerClient<CommitMethods>(commitWorkerUrl);
    try {
      return new SharedWriter(committer, await committer.open(workerOptions));
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
      this.follow(peer, false);
      peer.end(new StoreUnavailableError('The process has ended'));
    };
  }

  /** Resolves when all earlier calls are answered and the file is closed. */
  close(): Promise<void> {
    return this.committer.close();
  }

  committed(sessions: readonly LiveSession[]): void {
    for (const follower of this.followers.values()) follower.tell(sessions);
  }

  failed(): void {
    for (const follower of this.followers.values()) follower.miss();
  }

  private answer(peer: Peer, method: string, args: readonly unknown[]): Promise<Outcome> {
    if (method === LIST_METHODS) return outcomeOf(() => Object.keys(this.methods));
    if (method === FOLLOW) {
      return outcomeOf(() => {
        this.follow(peer, args[0] === true);
      });
    }
    return this.committer.run(method, args);
  }

  private follow(peer: Peer, wanted: boolean): void {
    if (!wanted) this.followers.delete(peer);
    else if (!this.followers.has(peer)) this.followers.set(peer, new Follower(peer));
    // Listens only while there are followers, because each commit that is reported costs time.
    if (this.followers.size > 0) this.stopListening ??= this.feed.listen(this);
    else {
      this.stopListening?.();
      this.stopListening = undefined;
    }
  }
}
