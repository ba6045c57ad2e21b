import { isActive } from '@dwell/shared';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../platform/clock.js';
import { CommitFeed } from '../store/model/commit-feed.js';
import { StoreUnavailableError } from '../store/ports/errors.js';
import type { Session, SessionKey, SessionStore } from '../store/ports/session-store.js';
import { KeyDraft, type RecordingOutcome, type RecordingRequest, type RecordingRules } from './key-draft.js';

/** The most requests that wait for a commit. Further requests are rejected. */
export const MAX_QUEUE = 10_000;

/**
 * A commit with this many requests takes no more. It can have more than that only if the last ones belong together; see
 * {@link Recorder.recordTogether}.
 */
export const MAX_BATCH = 512;

/**
 * When this many requests wait and no commit is under way, a batch is taken at once, although more requests may have
 * arrived at the same time. So the thread that commits has work while this thread reads those other requests.
 */
export const PROMPT_BATCH = 16;

/** The most commits at a time: one batch is folded and sent while another one is synced to disk. */
export const MAX_COMMITS = 2;

/** The most times that a request is tried. It is tried again if another process changed its session first. */
export const MAX_TRIES = 100;

/** The most sessions, totals and stretches that the recorder caches, counted together. */
export const MAX_CACHED_ENTRIES = 150_000;

export const queueFull = (): Error => new StoreUnavailableError('Too many requests are waiting to be stored');

export const shuttingDown = (): Error => new StoreUnavailableError('The server is shutting down');

/** A request, and the key of the session that it is for. */
export interface KeyedRequest {
  readonly key: SessionKey;
  readonly request: RecordingRequest;
}

/** A request that waits to be stored. */
interface Waiting extends KeyedRequest {
  readonly arrivedAt: number;
  readonly resolve: (outcome: RecordingOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Records requests durably: in this process, or in the one of several that has the recorder. */
export abstract class RequestRecorder {
  /**
   * Resolves when what the request changes is stored. A request that changes nothing, for example a ping that is
   * rejected because no session is active, resolves with its batch. Rejects with a StoreUnavailableError when the queue
   * is full, the recorder is closed, or the store is unavailable.
   */
  abstract record(key: SessionKey, request: RecordingRequest): Promise<RecordingOutcome>;

  /**
   * Records requests that arrive at once, in this order, with one commit. Resolves to their outcomes, in the same
   * order, when all are stored. If another process changes one of the sessions first, the requests for this session are
   * stored with a later commit. Rejects like {@link record}; some of the requests may be stored then: those of an
   * earlier commit, or on MongoDB a part of the commit that failed.
   */
  abstract recordTogether(requests: readonly KeyedRequest[]): Promise<RecordingOutcome[]>;

  /** Rejects further requests, and resolves when all waiting requests are stored and answered. */
  abstract close(): Promise<void>;
}

/**
 * Records requests by group commit: folds the requests in flight in their order of arrival, stores the result in one
 * commit, and only then answers. If another process changed a session in between, loads it and folds again.
 */
export class Recorder extends RequestRecorder {
  /** The requests that wait, in order of arrival. Those of one entry belong together. */
  private queue: (readonly Waiting[])[] = [];
  /** The number of requests in `queue`. */
  private queued = 0;
  private batchScheduled = false;
  private readonly commits = new Set<Promise<void>>();
  /** The keys in the current commits: later requests of a key wait until its earlier ones are stored. */
  private readonly committing = new Set<string>();
  private closed = false;

  /**
   * The sessions as this process last loaded or stored them. If one is outdated, the store refuses the write, because
   * its revision is old.
   */
  private readonly cached = new LRUCache<string, Session>({
    maxSize: MAX_CACHED_ENTRIES,
    sizeCalculation: ({ totals, trail }) => 1 + totals.size + trail.length,
  });

  constructor(
    private readonly store: Pick<SessionStore, 'loadLatest' | 'commit'>,
    private readonly clock: Clock,
    private readonly rules: RecordingRules,
    private readonly feed = new CommitFeed(),
  ) {
    super();
  }

  override record(key: SessionKey, request: RecordingRequest): Promise<RecordingOutcome> {
    const arrivedAt = this.clock.now();
    return new Promise((resolve, reject) => {
      this.enqueue([{ key, request, arrivedAt, resolve, reject }], reject);
    });
  }

  override recordTogether(requests: readonly KeyedRequest[]): Promise<RecordingOutcome[]> {
    if (requests.length === 0) return Promise.resolve([]);
    const arrivedAt = this.clock.now();
    const outcomes: RecordingOutcome[] = [];
    let open = requests.length;
    return new Promise((resolve, reject) => {
      const waiting = requests.map(({ key, request }, index) => ({
        key,
        request,
        arrivedAt,
        reject,
        resolve: (outcome: RecordingOutcome) => {
          outcomes[index] = outcome;
          if (--open === 0) resolve(outcomes);
        },
      }));
      this.enqueue(waiting, reject);
    });
  }

  override async close(): Promise<void> {
    this.closed = true;
    while (this.queue.length > 0 || this.commits.size > 0) {
      await Promise.all([...this.commits, new Promise(setImmediate)]);
    }
  }

  private enqueue(together: readonly Waiting[], reject: (error: Error) => void): void {
    if (this.closed) {
      reject(shuttingDown());
    } else if (this.queued + together.length > MAX_QUEUE) {
      reject(queueFull());
    } else {
      this.queue.push(together);
      this.queued += together.length;
      if (this.queued >= PROMPT_BATCH && this.commits.size === 0) this.takeBatch();
      else this.scheduleBatch();
    }
  }

  /** Takes the next batch after this turn of the event loop, so that the requests of the turn go into one commit. */
  private scheduleBatch(): void {
    if (this.batchScheduled || this.commits.size >= MAX_COMMITS) return;
    this.batchScheduled = true;
    setImmediate(() => {
      this.batchScheduled = false;
      this.takeBatch();
    });
  }

  private takeBatch(): void {
    const batch: Waiting[] = [];
    const rest: (readonly Waiting[])[] = [];
    // The keys of requests that can't be taken yet because others of their group can't. Later requests of these keys
    // wait.
    const held = new Set<string>();
    for (const together of this.queue) {
      const isFree =
        batch.length < MAX_BATCH &&
        together.every(({ key: { hash } }) => !this.committing.has(hash) && !held.has(hash));
      if (isFree) batch.push(...together);
      else rest.push(together);
      if (!isFree && together.length > 1) for (const { key } of together) held.add(key.hash);
    }
    if (batch.length === 0) return;
    this.queue = rest;
    this.queued -= batch.length;
    const keys = new Set(batch.map(({ key }) => key.hash));
    for (const hash of keys) this.committing.add(hash);
    const commit = this.commit(batch).finally(() => {
      this.commits.delete(commit);
      for (const hash of keys) this.committing.delete(hash);
      if (this.queue.length > 0) this.scheduleBatch();
    });
    this.commits.add(commit);
    if (rest.length > 0) this.scheduleBatch();
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    let open: readonly Waiting[] = batch;
    try {
      for (let tries = 0; open.length > 0 && tries < MAX_TRIES; tries++) open = await this.tryCommit(open);
      if (open.length > 0)
        throw new StoreUnavailableError('The session is being changed by too many processes');
    } catch (error) {
      this.feed.failed();
      for (const { key, reject } of open) {
        this.cached.delete(key.hash);
        reject(error);
      }
    }
  }

  /**
   * Folds a batch, stores it and answers its requests. Resolves to those whose session another process changed first.
   */
  private async tryCommit(batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    const drafts = await this.loadDrafts(batch);
    const outcomes = batch.map(({ key, request, arrivedAt }) =>
      draftFor(drafts, key).record(request, arrivedAt),
    );
    const changes = [...drafts.values()]
      .map((draft) => draft.change())
      .filter((change) => change !== undefined);
    const conflicts = changes.length > 0 ? await this.store.commit(changes) : new Set<string>();
    this.feed.committed(changes, conflicts);
    for (const [hash, draft] of drafts) {
      const stored = draft.stored();
      if (stored && !conflicts.has(hash)) this.cached.set(hash, stored);
      else this.cached.delete(hash);
    }
    return batch.filter(({ key, resolve }, index) => {
      const outcome = outcomes[index];
      if (conflicts.has(key.hash) || !outcome) return true;
      resolve(outcome);
      return false;
    });
  }

  private async loadDrafts(batch: readonly Waiting[]): Promise<Map<string, KeyDraft>> {
    const lastOfEach = new Map(batch.map((waiting) => [waiting.key.hash, waiting]));
    const drafts = new Map<string, KeyDraft>();
    const toLoad: SessionKey[] = [];
    for (const [hash, { key, arrivedAt }] of lastOfEach) {
      const session = this.recall(hash, arrivedAt);
      if (session) drafts.set(hash, new KeyDraft(key, session, this.rules));
      else toLoad.push(key);
    }
    if (toLoad.length > 0) {
      const loaded = await this.store.loadLatest(toLoad);
      toLoad.forEach((key, index) => drafts.set(key.hash, new KeyDraft(key, loaded[index], this.rules)));
    }
    return drafts;
  }

  /**
   * Returns the cached session if it looks active. If it does not, returns undefined, so that the session is loaded:
   * another process may have kept it active, or begun the next one. A ping that is rejected writes nothing, so the
   * store's check of the revision would not show this.
   */
  private recall(hash: string, now: number): Session | undefined {
    const session = this.cached.get(hash);
    return session && isActive(session.state.lastPing, now, this.rules.aliveMs) ? session : undefined;
  }
}

const draftFor = (drafts: ReadonlyMap<string, KeyDraft>, { hash }: SessionKey): KeyDraft => {
  const draft = drafts.get(hash);
  if (!draft) throw new Error('A request of the batch has no draft');
  return draft;
};
