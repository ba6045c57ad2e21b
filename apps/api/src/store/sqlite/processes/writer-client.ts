import { outcomeOf } from '../../../platform/calls.js';
import { type Channel, Peer } from '../../../platform/peer.js';
import type { LiveSession, SessionWatcher } from '../../ports/session-store.js';
import { type Remote, remoteOf, valueOf } from '../connection/worker-rpc.js';
import type { CommitMethods } from '../workers/commit-worker.js';
import { COMMITTED, MISSED } from './follower.js';
import { FOLLOW, LIST_METHODS } from './shared-writer.js';

/** Calls the writer of the file, which is in another process. */
export class WriterClient {
  private readonly peer: Peer;
  private readonly watchers = new Set<SessionWatcher>();

  constructor(channel: Channel) {
    this.peer = new Peer(channel, (method, args) => outcomeOf(() => this.take(method, args)));
  }

  async methods(): Promise<Remote<CommitMethods>> {
    return remoteOf((await this.call(LIST_METHODS, [])) as string[], (method, args) =>
      this.call(method, args),
    );
  }

  /** Informs the watcher about what the writer's process records. Returns the function that ends this. */
  watchOthers(watcher: SessionWatcher): () => void {
    this.watchers.add(watcher);
    // Commits that came before the writer got this call are not reported. So all live sessions must be read once.
    void this.peer.call(FOLLOW, true).then(() => {
      if (this.watchers.has(watcher)) watcher.missed();
    });
    return () => {
      this.watchers.delete(watcher);
      if (this.watchers.size === 0) void this.peer.call(FOLLOW, false);
    };
  }

  private async call(method: string, args: readonly unknown[]): Promise<unknown> {
    return valueOf(await this.peer.call(method, ...args));
  }

  private take(method: string, args: readonly unknown[]): void {
    if (method === MISSED) {
      for (const watcher of this.watchers) watcher.missed();
    }
    if (method === COMMITTED) {
      for (const watcher of this.watchers) watcher.changed(args[0] as readonly LiveSession[]);
    }
  }
}
