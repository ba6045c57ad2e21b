import { type CarriedError, carryError, causeOf, outcomeOf } from '../platform/calls.js';
import { type Channel, Peer } from '../platform/peer.js';
import { rebuildStoreError, StoreUnavailableError } from '../store/ports/errors.js';
import type { SessionKey } from '../store/ports/session-store.js';
import type { RecordingOutcome, RecordingRequest } from './key-draft.js';
import {
  type KeyedRequest,
  MAX_COMMITS,
  MAX_QUEUE,
  queueFull,
  RequestRecorder,
  shuttingDown,
} from './recorder.js';

/**
 * The method that records requests independently of each other. Its argument is KeyedRequest[] as JSON, its answer
 * {@link Recorded}[] as JSON, in the same order.
 */
const RECORD = 'record';
/**
 * The method that records requests together. Its argument is the same as that of {@link RECORD}, its answer
 * RecordingOutcome[] as JSON.
 */
const RECORD_TOGETHER = 'record-together';

/** The outcome of one request, or the error that rejected it. */
type Recorded = RecordingOutcome | { readonly error: CarriedError };

/** Lets the process at the other end of the channel record with this recorder. Returns the function that ends this. */
export const shareRecorder = (recorder: RequestRecorder, channel: Channel): (() => void) => {
  const record = ({ key, request }: KeyedRequest): Promise<Recorded> =>
    recorder.record(key, request).catch((error: unknown) => ({ error: carryError(error) }));
  const run = (method: string, requests: readonly KeyedRequest[]): Promise<readonly Recorded[]> => {
    if (method === RECORD) return Promise.all(requests.map(record));
    if (method === RECORD_TOGETHER) return recorder.recordTogether(requests);
    throw new Error(`The recorder has no method ${method}`);
  };
  const peer = new Peer(channel, (method, [requests]) =>
    // A structured clone of many small objects costs more than JSON.
    outcomeOf(async () => JSON.stringify(await run(method, JSON.parse(String(requests)) as KeyedRequest[]))),
  );
  return () => {
    peer.end(new StoreUnavailableError('The process has ended'));
  };
};

interface Waiting extends KeyedRequest {
  readonly resolve: (outcome: RecordingOutcome) => void;
  readonly reject: (error: Error) => void;
}

/** Records with the recorder of another process, so that a session is cached, and changed, in one place only. */
export class RecorderClient extends RequestRecorder {
  private readonly peer: Peer;
  private waiting: Waiting[] = [];
  private isScheduled = false;
  /** The number of calls of {@link send} that are not answered yet. */
  private sending = 0;
  private readonly calls = new Set<Promise<unknown>>();
  private closed = false;

  constructor(channel: Channel) {
    super();
    this.peer = new Peer(channel, (method) =>
      outcomeOf(() => {
        throw new Error(`There is no method ${method}`);
      }),
    );
  }

  override record(key: SessionKey, request: RecordingRequest): Promise<RecordingOutcome> {
    if (this.closed) return Promise.reject(shuttingDown());
    if (this.waiting.length >= MAX_QUEUE) return Promise.reject(queueFull());
    return new Promise((resolve, reject) => {
      this.waiting.push({ key, request, resolve, reject });
      this.schedule();
    });
  }

  override async recordTogether(requests: readonly KeyedRequest[]): Promise<RecordingOutcome[]> {
    if (requests.length === 0) return [];
    if (this.closed) throw shuttingDown();
    return (await this.call(RECORD_TOGETHER, requests)) as RecordingOutcome[];
  }

  override async close(): Promise<void> {
    this.closed = true;
    while (this.waiting.length > 0 || this.calls.size > 0) {
      await Promise.allSettled([...this.calls, new Promise(setImmediate)]);
    }
  }

  /**
   * Sends the waiting requests after this turn of the event loop, so that all requests of the turn are in one call.
   * While MAX_COMMITS calls are on their way, further requests wait here. They would also wait in the other process,
   * and a few large calls cost less than many small ones.
   */
  private schedule(): void {
    if (this.isScheduled || this.sending >= MAX_COMMITS || this.waiting.length === 0) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      void this.send();
    });
  }

  private async send(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    this.sending++;
    try {
      const recorded = (await this.call(RECORD, batch)) as Recorded[];
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = recorded[index];
        if (outcome && !('error' in outcome)) resolve(outcome);
        else reject(toError(outcome?.error));
      });
    } catch (error) {
      for (const { reject } of batch) reject(error as Error);
    } finally {
      this.sending--;
      this.schedule();
    }
  }

  private async call(method: string, requests: readonly KeyedRequest[]): Promise<unknown> {
    const all = JSON.stringify(requests.map(({ key, request }) => ({ key, request })));
    const call = this.peer.call(method, all);
    this.calls.add(call);
    const [kind, value] = await call.finally(() => this.calls.delete(call));
    if (kind === 'threw') throw toError(value);
    return JSON.parse(String(value));
  }
}

const toError = (error: CarriedError | undefined): Error => {
  if (!error) return new Error('A request has no outcome');
  return rebuildStoreError(error) ?? new Error(error.message, { cause: causeOf(error) });
};
