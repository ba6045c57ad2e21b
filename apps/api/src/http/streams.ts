import type { FastifyReply } from 'fastify';
import type { Counters } from '../platform/counters.js';
import { Slots } from '../platform/slots.js';
import { takeSlot } from './busy.js';

/** How many answers are streamed at once. */
export const MAX_STREAMS = 16;
/** How many requests may wait until their answers can be streamed. */
export const MAX_WAITING_STREAMS = 64;

/** How long a reader may read nothing of a streamed answer before the connection is ended, in milliseconds. */
export const STALL_MS = 5_000;

/**
 * After a piece of work for a streamed answer, the next piece for any streamed answer waits this many times as long as
 * the work took, so that pings go first.
 */
const REST_FACTOR = 4;

/**
 * Limits how many answers (exports, and lists without `limit`) are streamed at once: each keeps a page of its list in
 * memory until its reader has read it.
 */
export class Streams {
  private readonly slots = new Slots(MAX_STREAMS, MAX_WAITING_STREAMS);
  private rested: Promise<void> = Promise.resolve();

  constructor(private readonly counters: Counters) {}

  /**
   * Resolves when the answer to a request may be streamed; rejects with Busy if too many requests wait, in all or of
   * this caller or address. Ends the connection if the reader stalls. Then no further page of the answer is read from
   * the store.
   * @param caller the caller's name
   */
  async begin(reply: FastifyReply, caller: string | undefined): Promise<void> {
    await takeSlot(this.slots, reply, 'lists', caller, () => {
      this.counters.add('lists_refused');
    });
    const { raw } = reply;
    // The timeout passes when nothing is sent or received for a while. If nothing waits to be sent, the store is slow,
    // and not the reader.
    raw.setTimeout(STALL_MS, () => {
      if (raw.writableLength === 0) return;
      this.counters.add('stalled_readers_ended');
      raw.destroy();
    });
  }

  /**
   * Runs a piece of work for a streamed answer. All streamed answers together use at most a fifth of this thread's
   * time.
   */
  async takeTurn<T>(work: () => T): Promise<T> {
    const { rested } = this;
    let rest: () => void = () => undefined;
    this.rested = new Promise((resolve) => (rest = resolve));
    await rested;
    const from = performance.now();
    try {
      return work();
    } finally {
      setTimeout(rest, REST_FACTOR * (performance.now() - from));
    }
  }
}

/**
 * Reads the first item before it resolves to all items, so that a source that fails at once gives an error answer and
 * not a streamed answer that is cut off.
 */
export const readAhead = async <T>(items: AsyncGenerator<T>): Promise<AsyncGenerator<T>> => {
  const first = await items.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* items;
  })();
};
