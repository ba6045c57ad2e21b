import { setTimeout as wait } from 'node:timers/promises';
import type { Timed } from '../merge.js';

export interface PlayOptions<T> {
  /** The stream's time at the start of playing, in epoch milliseconds. */
  readonly from: number;
  /** How many seconds of the stream are played in one second. */
  readonly speed: number;
  /** Ends playing when it is aborted. */
  readonly signal: AbortSignal;
  /** Sends an element. Playing does not wait for the promise, but ends with its error if it rejects in the meantime. */
  readonly send: (element: T) => Promise<void>;
}

/**
 * Sends each element of a stream when its time has come. Sends it at once if its time has passed already. Resolves when
 * the stream ends or `signal` is aborted.
 * @throws the first error of `send`, if it comes before playing ends
 */
export const play = async <T extends Timed>(
  stream: Iterable<T>,
  { from, speed, signal, send }: PlayOptions<T>,
): Promise<void> => {
  const began = Date.now();
  const failed = new AbortController();
  const ended = AbortSignal.any([signal, failed.signal]);
  for (const element of stream) {
    const early = (element.at - from) / speed - (Date.now() - began);
    if (early > 0) await waitUnlessAborted(early, ended);
    if (ended.aborted) break;
    send(element).catch((error: unknown) => {
      failed.abort(error);
    });
  }
  if (failed.signal.aborted) throw failed.signal.reason;
};

const waitUnlessAborted = async (ms: number, signal: AbortSignal): Promise<void> => {
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
