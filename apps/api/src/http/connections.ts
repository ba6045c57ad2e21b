import type { Server, Socket } from 'node:net';
import type { Counters } from '../platform/counters.js';
import type { TrustProxy } from '../platform/settings/trust-proxy.js';
import { networkOf, parseAddress } from './addresses.js';

export interface ConnectionLimit {
  /** The most connections from one address at a time; 0 for no limit. */
  readonly max: number;
  /**
   * Tells which addresses are those of trusted proxies. Their connections are not limited, because they belong to many
   * clients; the proxy can limit the connections of each client.
   */
  readonly trust: TrustProxy;
  readonly counters: Counters;
}

/**
 * Closes each connection that is one too many from its address, without an answer. Counts an IPv6 network as one
 * address.
 */
export const limitConnections = (server: Server, { max, trust, counters }: ConnectionLimit): void => {
  if (max === 0) return;
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const peer = parseAddress(socket.remoteAddress ?? '') ?? '';
    if (trust(peer, 0)) return;
    const network = networkOf(peer);
    const others = open.get(network) ?? 0;
    if (others >= max) {
      counters.add('connections_refused');
      socket.destroy();
      return;
    }
    open.set(network, others + 1);
    socket.once('close', () => {
      const rest = (open.get(network) ?? 1) - 1;
      if (rest > 0) open.set(network, rest);
      else open.delete(network);
    });
  });
};
