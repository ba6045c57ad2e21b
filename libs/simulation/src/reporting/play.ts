import { setTimeout as wait } from 'node:timers/promises';
import type { Timed } from '../merge.js';

export interface PlayOptions<T> {
  /** The instant in the stream that is now, in epoch milliseconds. */
  readonly from: number;
  /** How many of the stream's seconds pass in one. */
  readonly speed: number;
  /** Ends the playing. */
  readonly signal: AbortSignal;
  /** Not waited for. */
  readonly send: (element: T) => void;
}

/** Gives each element out when its time has come; what is already overdue, at once. Resolves when it was ended. */
export const play = async <T extends Timed>(
  stream: Iterable<T>,
  { from, speed, signal, send }: PlayOptions<T>,
): Promise<void> => {
  const began = Date.now();
  for (const element of stream) {
    const early = (element.at - from) / speed - (Date.now() - began);
    if (early > 0) await waitUnlessAborted(early, signal);
    if (signal.aborted) return;
    send(element);
  }
};

const waitUnlessAborted = async (ms: number, signal: AbortSignal): Promise<void> => {
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
