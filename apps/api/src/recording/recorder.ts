import { isActive } from '@dwell/shared';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../platform/clock.js';
import { StoreUnavailableError } from '../store/ports/errors.js';
import type { RecordedSession, SessionKey, SessionStore } from '../store/ports/session-store.js';
import { KeyDraft, type RecordingOutcome, type RecordingRequest, type RecordingRules } from './key-draft.js';

/** Requests that may wait for a commit; more are turned away. */
export const MAX_QUEUE = 10_000;

/** Requests that one commit takes. */
export const MAX_BATCH = 512;

/** Commits that may be under way at once: one is counted and sent while the other one is synced to disk. */
export const MAX_COMMITS = 2;

/** How often a key is loaded and folded again because another process was faster. */
export const MAX_TRIES = 100;

/** What the recorder remembers of sessions between their pings: sessions, totals and stretches, each counting as one. */
export const MAX_REMEMBERED = 150_000;

interface Waiting {
  readonly key: SessionKey;
  readonly request: RecordingRequest;
  readonly arrivedAt: number;
  readonly resolve: (outcome: RecordingOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: the requests in flight are counted in their order of arrival and stored together, and
 * only then answered. A session that another process changed meanwhile is loaded and counted again.
 */
export class Recorder {
  private queue: Waiting[] = [];
  private takingScheduled = false;
  private readonly commits = new Set<Promise<void>>();
  /** The keys of the commits under way: a session's later requests wait until its earlier ones are stored. */
  private readonly committing = new Set<string>();
  private closed = false;

  /** The sessions as this process last stored them; the revision guard finds out where that is no longer true. */
  private readonly remembered = new LRUCache<string, RecordedSession>({
    maxSize: MAX_REMEMBERED,
    sizeCalculation: ({ totals, trail }) => 1 + totals.size + trail.length,
  });

  constructor(
    private readonly store: SessionStore,
    private readonly clock: Clock,
    private readonly rules: RecordingRules,
  ) {}

  /**
   * Resolves once the request is stored, or was found to be without an active session.
   * @throws StoreUnavailableError when the queue is full, the recorder closed, or the store can't take it.
   */
  record(key: SessionKey, request: RecordingRequest): Promise<RecordingOutcome> {
    if (this.closed) return Promise.reject(new StoreUnavailableError('The server is shutting down'));
    if (this.queue.length >= MAX_QUEUE) {
      return Promise.reject(new StoreUnavailableError('Too many keepalives are waiting to be stored'));
    }
    const arrivedAt = this.clock.now();
    return new Promise((resolve, reject) => {
      this.queue.push({ key, request, arrivedAt, resolve, reject });
      this.scheduleTaking();
    });
  }

  /** Takes no more requests and resolves when those waiting are stored and answered. */
  async close(): Promise<void> {
    this.closed = true;
    while (this.queue.length > 0 || this.commits.size > 0) {
      await Promise.all([...this.commits, new Promise(setImmediate)]);
    }
  }

  /** What this turn of the event loop still brings in goes into the same commit. */
  private scheduleTaking(): void {
    if (this.takingScheduled || this.commits.size >= MAX_COMMITS) return;
    this.takingScheduled = true;
    setImmediate(() => {
      this.takingScheduled = false;
      this.takeBatch();
    });
  }

  private takeBatch(): void {
    const batch: Waiting[] = [];
    const rest: Waiting[] = [];
    for (const waiting of this.queue) {
      const free = batch.length < MAX_BATCH && !this.committing.has(waiting.key.hash);
      (free ? batch : rest).push(waiting);
    }
    if (batch.length === 0) return;
    this.queue = rest;
    const keys = new Set(batch.map(({ key }) => key.hash));
    for (const hash of keys) this.committing.add(hash);
    const commit = this.commit(batch).finally(() => {
      this.commits.delete(commit);
      for (const hash of keys) this.committing.delete(hash);
      if (this.queue.length > 0) this.scheduleTaking();
    });
    this.commits.add(commit);
    if (rest.length > 0) this.scheduleTaking();
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    let open: readonly Waiting[] = batch;
    try {
      for (let tries = 0; open.length > 0 && tries < MAX_TRIES; tries++) open = await this.tryCommit(open);
      if (open.length > 0)
        throw new StoreUnavailableError('The session is being changed by too many processes');
    } catch (error) {
      for (const { key, reject } of open) {
        this.remembered.delete(key.hash);
        reject(error);
      }
    }
  }

  /** Counts and stores; answers what was stored and gives back what another process was faster with. */
  private async tryCommit(batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    const drafts = await this.loadDrafts(batch);
    const outcomes = batch.map(({ key, request, arrivedAt }) =>
      draftFor(drafts, key).record(request, arrivedAt),
    );
    const changes = [...drafts.values()]
      .map((draft) => draft.change())
      .filter((change) => change !== undefined);
    const conflicts = changes.length > 0 ? await this.store.commit(changes) : new Set<string>();
    for (const [hash, draft] of drafts) {
      const stored = draft.stored();
      if (stored && !conflicts.has(hash)) this.remembered.set(hash, stored);
      else this.remembered.delete(hash);
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
   * The session as it is remembered, unless it looks ended: another process may have kept it alive, and a
   * ping that is rejected writes nothing by which the revision guard could find that out.
   */
  private recall(hash: string, now: number): RecordedSession | undefined {
    const session = this.remembered.get(hash);
    return session && isActive(session.state.lastPing, now, this.rules.aliveMs) ? session : undefined;
  }
}

const draftFor = (drafts: ReadonlyMap<string, KeyDraft>, { hash }: SessionKey): KeyDraft => {
  const draft = drafts.get(hash);
  if (!draft) throw new Error('A request of the batch has no draft');
  return draft;
};
