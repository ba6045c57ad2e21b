import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Channel } from '../platform/peer.js';

const channelOf = (port: MessagePort): Channel => ({
  send: (message) => {
    port.postMessage(message);
  },
  listen: (listener) => {
    port.on('message', listener);
  },
});

/** Connects two ends by a real channel: messages are cloned, and arrive later. */
export const channelPair = (): { readonly ends: readonly [Channel, Channel]; close(): void } => {
  const { port1, port2 } = new MessageChannel();
  return {
    ends: [channelOf(port1), channelOf(port2)],
    close: () => {
      port1.close();
    },
  };
};
