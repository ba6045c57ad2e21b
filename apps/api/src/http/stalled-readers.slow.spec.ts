import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Counters } from '../platform/counters.js';
import type { Database } from '../store/ports/database.js';
import { openDatabase } from '../store/open-database.js';
import type { ListedSession, SessionStore } from '../store/ports/session-store.js';
import { TestServer, TestUser } from '../testing/test-server.js';
import { MAX_STREAMS, MAX_WAITING_STREAMS } from './streams.js';

/** How long the server may take to stop, in milliseconds. */
const MAX_STOP_MS = 8_000;

describe('Readers of lists that read nothing', () => {
  let server: TestServer;
  let keys: string[];
  let pages = 0;
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });

  /** Starts a server whose list of sessions never ends. */
  const start = async (): Promise<void> => {
    pages = 0;
    let found: ListedSession | undefined;
    server = await TestServer.start(
      {},
      {
        open: async (settings): Promise<Database> => {
          const database = await openDatabase(settings);
          const sessions = Object.assign(Object.create(database.sessions) as SessionStore, {
            listSessions: async (query) => {
              pages++;
              found ??= (await database.sessions.listSessions({ ...query, limit: 1 }))[0];
              return Array(query.limit).fill(found);
            },
          } satisfies Partial<SessionStore>);
          return { ...database, sessions, close: () => database.close() };
        },
      },
    );
    const [key, other] = [await createKey(), await createKey()];
    keys = [key, other];
    const user = new TestUser(server, key, 'ann');
    await user.start();
    // A session of some 10 KB, so that a page of the list is larger than what the system buffers for a connection.
    for (let view = 0; view < 20; view++) {
      await user.keepalive({ visible: true, path: [`view ${view} ${'x'.repeat(480)}`] });
      server.clock.advance(1_000);
    }
  };

  const createKey = () => server.createKey({ name: 'reader', role: 'analyst' });

  /**
   * Asks for a list and reads nothing of it. The calls take turns with the keys and addresses, since each key and each
   * address has only a share of the places for readers.
   */
  const stall = (query = ''): Socket => {
    const { hostname, port } = new URL(server.url);
    const turn = sockets.length;
    const localAddress = `127.0.0.${1 + (turn % 4)}`;
    const key = keys[turn % keys.length];
    const socket = connect({ host: hostname, port: Number(port), localAddress }).on('error', () => undefined);
    socket.pause();
    socket.write(
      `GET /api/v2/sessions${query} HTTP/1.1\r\nHost: dwell\r\nAuthorization: Bearer ${key}\r\n\r\n`,
    );
    sockets.push(socket);
    return socket;
  };

  const untilStill = async (): Promise<void> => {
    for (let before = -1; before !== pages;) {
      before = pages;
      await server.call('GET', '/readyz');
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  };

  it('are ended, and the store is no longer asked for what they do not read', async () => {
    await start();
    for (let count = 0; count < MAX_STREAMS; count++) stall();
    await untilStill();
    const readBefore = pages;
    const [next] = (await once(stall().resume(), 'data')) as [Buffer];
    expect(next.toString()).toMatch(/^HTTP\/1.1 200 /);
    expect(server.running.app.get(Counters).get('stalled_readers_ended')).toBeGreaterThan(0);
    expect(readBefore).toBeGreaterThanOrEqual(MAX_STREAMS);
    sockets.at(-1)?.destroy();
    await server.close();
  }, 30_000);

  it('are refused when too many wait, whatever the format', async () => {
    await start();
    const refused = (): number => server.running.app.get(Counters).get('lists_refused');
    for (let count = 0; refused() === 0 && count < 200; count++) {
      stall(['', '?format=csv', '?format=ndjson'][count % 3]);
      await server.call('GET', '/healthz');
    }
    expect(refused()).toBe(1);
    expect(sockets.length).toBeGreaterThan(MAX_STREAMS + MAX_WAITING_STREAMS);
    await server.close();
  }, 30_000);

  it('of one caller at one address do not make other callers wait', async () => {
    await start();
    const [key = ''] = keys;
    keys = [key, key, key, key];
    for (let count = 0; count < MAX_STREAMS; count++) stall();
    await untilStill();
    const other = await createKey();
    const answer = await fetch(`${server.url}/api/v2/sessions`, {
      headers: { authorization: `Bearer ${other}` },
    });
    expect(answer.status).toBe(200);
    // The other caller did not have to wait until a stalled reader was ended.
    expect(server.running.app.get(Counters).get('stalled_readers_ended')).toBe(0);
    await answer.body?.cancel();
    await server.close();
  }, 30_000);

  it('do not hold up the end of the server', async () => {
    await start();
    for (let count = 0; count < 60; count++) stall();
    await untilStill();
    const from = performance.now();
    await server.close();
    expect(performance.now() - from).toBeLessThan(MAX_STOP_MS);
  }, 30_000);
});
