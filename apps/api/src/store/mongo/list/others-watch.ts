import { setTimeout as wait } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import type { LiveSession, SessionWatcher } from '../../ports/session-store.js';
import type { CommitRecord, SessionDocument } from '../schema/sessions.js';

/** The time between two reads of all live sessions while there is no change stream, in milliseconds. */
const POLL_MS = 2_000;

/**
 * The time between two reads of all live sessions while there is a change stream, in milliseconds. They are read in
 * case the stream leaves out a change.
 */
const CHECK_MS = 60_000;

/** How long the ids of changed sessions are gathered before these sessions are read, in milliseconds. */
const GATHER_MS = 200;

const CHANGES = [
  { $match: { operationType: { $in: ['insert', 'update', 'replace', 'delete'] } } },
  {
    $project: {
      operationType: 1,
      documentKey: 1,
      commits: { $ifNull: ['$updateDescription.updatedFields.commits', '$fullDocument.commits'] },
    },
  },
];

/** A change of one document. */
interface Change {
  readonly operationType: string;
  readonly documentKey: { readonly _id: string };
  /** The document's latest commits, if the change wrote them. */
  readonly commits?: readonly CommitRecord[];
}

export interface WatchedSessions {
  /** @throws StoreUnavailableError before the first connection */
  readonly collection: () => mongo.Collection<SessionDocument>;
  /** Resolves to the sessions with these ids, also to superseded ones. */
  readonly read: (ids: readonly string[]) => Promise<LiveSession[]>;
  /** The name of this process in commits. */
  readonly by: string;
}

/**
 * Watches what other processes change: follows the server's change stream if it has one. While there is none, tells the
 * watcher every {@link POLL_MS} to read all live sessions.
 */
export class OthersWatch {
  private readonly ending = new AbortController();
  private stream: mongo.ChangeStream | undefined;
  private changed = new Set<string>();
  private isTelling = false;

  constructor(
    private readonly sessions: WatchedSessions,
    private readonly watcher: SessionWatcher,
  ) {
    void this.run();
  }

  stop(): void {
    this.ending.abort();
    this.stream?.close().catch(() => undefined);
  }

  private async run(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      // Fails at once on a server without change streams, and when the connection is lost.
      await this.follow().catch(() => undefined);
      await wait(POLL_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Follows the change stream until it ends. */
  private async follow(): Promise<void> {
    const stream = this.sessions.collection().watch<SessionDocument, Change>(CHANGES);
    this.stream = stream as unknown as mongo.ChangeStream;
    const timers = [
      setInterval(() => void this.tell(), GATHER_MS).unref(),
      setInterval(() => this.watcher.missed(), CHECK_MS).unref(),
    ];
    try {
      const first = await stream.tryNext();
      // The stream does not have the changes from before it began. So all live sessions must be read once.
      this.watcher.missed();
      if (first) this.take(first);
      for await (const change of stream) this.take(change);
    } finally {
      for (const timer of timers) clearInterval(timer);
      this.watcher.missed();
      await stream.close();
    }
  }

  private take({ operationType, documentKey, commits }: Change): void {
    if (operationType === 'delete') this.watcher.missed();
    else if (commits?.at(-1)?.by !== this.sessions.by) this.changed.add(documentKey._id);
  }

  /**
   * Reads the sessions that were changed since the last read, and gives them to the watcher. Only one read runs at a
   * time, so that no newer state comes before an older one.
   */
  private async tell(): Promise<void> {
    if (this.isTelling || this.changed.size === 0) return;
    const ids = [...this.changed];
    this.changed = new Set();
    this.isTelling = true;
    try {
      this.watcher.changed(await this.sessions.read(ids));
    } catch {
      this.watcher.missed();
    } finally {
      this.isTelling = false;
    }
  }
}
