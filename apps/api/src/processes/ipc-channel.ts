import type { Channel } from '../platform/peer.js';

/** What `process` in a child and cluster's `Worker` in its parent have in common. */
interface IpcEnd {
  send?(message: unknown, sendHandle: undefined, options: undefined, callback: () => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/**
 * Returns a channel to the process at the other end of `end`. Channels of several names share one connection. Messages
 * to a process that is gone are dropped.
 */
export const ipcChannel = (end: IpcEnd, name: string): Channel => ({
  send: (message) => {
    // Without a callback, a message to a process that has just ended would be an error event.
    end.send?.({ [name]: message }, undefined, undefined, () => undefined);
  },
  listen: (listener) => {
    end.on('message', (message) => {
      if (typeof message === 'object' && message !== null && name in message) {
        listener((message as Record<string, unknown>)[name]);
      }
    });
  },
});
