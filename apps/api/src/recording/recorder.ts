import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import { StoreUnavailableError } from '../store/store-errors.js';
import type { RecordedSession, SessionKey, SessionStore } from '../store/session-store.js';
import { KeyDraft, type RecordingOutcome, type RecordingRequest, type RecordingRules } from './key-draft.js';

/** Requests that may wait for a commit; more are turned away. */
export const MAX_QUEUE = 10_000;

/** Requests that one commit takes. */
export const MAX_BATCH = 512;

/** How often a key is loaded and folded again because another process was faster. */
export const MAX_TRIES = 10;

/** What the recorder remembers of sessions between their pings: sessions, totals and stretches, each counting as one. */
export const MAX_REMEMBERED = 300_000;

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
  private draining: Promise<void> | undefined;
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
      this.draining ??= this.drain();
    });
  }

  /** Takes no more requests and resolves when those waiting are stored and answered. */
  async close(): Promise<void> {
    this.closed = true;
    await this.draining;
  }

  private async drain(): Promise<void> {
    // The requests that this turn of the event loop still brings in go into the same commit.
    await new Promise(setImmediate);
    while (this.queue.length > 0) {
      const batch = this.queue.slice(0, MAX_BATCH);
      this.queue = this.queue.slice(MAX_BATCH);
      await this.commit(batch);
    }
    this.draining = undefined;
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
      draftFor(drafts, key).apply(request, arrivedAt),
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
    const keys = new Map(batch.map(({ key }) => [key.hash, key]));
    const unknown = [...keys.values()].filter(({ hash }) => !this.remembered.has(hash));
    const loaded = unknown.length > 0 ? await this.store.loadLatest(unknown) : [];
    const latest = new Map(unknown.map(({ hash }, index) => [hash, loaded[index]]));
    return new Map(
      [...keys].map(([hash, key]) => [
        hash,
        new KeyDraft(key, this.remembered.get(hash) ?? latest.get(hash), this.rules),
      ]),
    );
  }
}

const draftFor = (drafts: ReadonlyMap<string, KeyDraft>, { hash }: SessionKey): KeyDraft => {
  const draft = drafts.get(hash);
  if (!draft) throw new Error('A request of the batch has no draft');
  return draft;
};
