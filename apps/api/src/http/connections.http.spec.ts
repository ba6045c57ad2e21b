import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Counters } from '../platform/counters.js';
import { TestServer } from '../testing/test-server.js';

const MAX = 5;

describe('Connections from one address', () => {
  let server: TestServer;
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await server.close();
  });

  /**
   * Opens a connection and sends a request. Resolves to the first bytes of the answer; to '' if the server closes the
   * connection without an answer.
   */
  const ask = async (): Promise<string> => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname).on('error', () => undefined);
    sockets.push(socket);
    socket.write('GET /healthz HTTP/1.1\r\nHost: dwell\r\n\r\n');
    const [first] = (await Promise.race([once(socket, 'data'), once(socket, 'close')])) as [unknown];
    return first instanceof Buffer ? first.toString('latin1', 0, 12) : '';
  };

  it('are closed at once when there are too many, until others end', async () => {
    server = await TestServer.start({ MAX_CONNECTIONS_PER_ADDRESS: String(MAX) });
    for (let count = 0; count < MAX; count++) expect(await ask()).toBe('HTTP/1.1 200');
    expect(await ask()).toBe('');
    expect(server.running.app.get(Counters).get('connections_refused')).toBe(1);
    const [first] = sockets;
    first?.destroy();
    let answer = '';
    // The server learns a little later that the connection has ended.
    for (let tries = 0; answer === '' && tries < 100; tries++) answer = await ask();
    expect(answer).toBe('HTTP/1.1 200');
  });

  it('are not limited if the address is that of a trusted proxy', async () => {
    server = await TestServer.start({ MAX_CONNECTIONS_PER_ADDRESS: String(MAX), TRUST_PROXY: 'loopback' });
    for (let count = 0; count < 3 * MAX; count++) expect(await ask()).toBe('HTTP/1.1 200');
  });
});
