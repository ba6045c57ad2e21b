import { setTimeout as wait } from 'node:timers/promises';
import type { Timed } from '../merge.js';

export interface PlayOptions<T> {
  /** The instant in the stream that is now, in epoch milliseconds. */
  readonly from: number;
  /** How many of the stream's seconds pass in one. */
  readonly speed: number;
  /** Ends the playing. */
  readonly signal: AbortSignal;
  /** Not waited for, but when it fails the playing ends with its error. */
  readonly send: (element: T) => Promise<void>;
}

/** Gives each element out when its time has come; what is already overdue, at once. Resolves when it was ended. */
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
