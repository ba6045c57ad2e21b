import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { ApiKeyWithSecretAnswer, SessionsAnswer } from '@dwell/shared';
import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import { Counters } from '../platform/counters.js';
import { CommitFeed } from '../store/model/commit-feed.js';
import { after, keyOf, starting, staying } from '../store/testing/session-changes.js';
import { LiveClient } from '../testing/live-client.js';
import { ServerProcess } from '../testing/server-process.js';
import { ADMIN_PASSWORD, cookieOf, TestServer, TestUser } from '../testing/test-server.js';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const startServer = async (env: Record<string, string> = {}): Promise<TestServer> => {
  const server = await TestServer.start(env);
  ends.push(() => server.close());
  return server;
};

const follow = async (url: string, key: string, lastEventId?: string): Promise<LiveClient> => {
  const client = await LiveClient.connect(url, { key, lastEventId });
  ends.push(() => client.close());
  await client.until(({ events }) => events.length > 0);
  return client;
};

describe('A listener that reads nothing', () => {
  it('is cut off when too much waits for it, while others get everything', async () => {
    const server = await startServer();
    const key = await server.createKey({ name: 'analyst', role: 'analyst' });
    const client = await follow(server.url, key);
    const { hostname, port } = new URL(server.url);
    const slow = connect(Number(port), hostname).on('error', () => undefined);
    ends.push(() => Promise.resolve(slow.destroy()));
    const closed = once(slow, 'close');
    slow.write(`GET /api/v2/live HTTP/1.1\r\nHost: dwell\r\nAuthorization: Bearer ${key}\r\n\r\n`);
    await once(slow, 'data');
    slow.pause();
    const [feed, counters] = [server.running.app.get(CommitFeed), server.running.app.get(Counters)];
    const now = server.clock.now();
    let sessions = Array.from({ length: 2_000 }, (_, n) => after(starting(keyOf(`user ${n}`), now)));
    // Several rounds are needed, because the operating system buffers some megabytes for a connection.
    for (let round = 0; counters.get('slow_live_listeners_ended') === 0 && round < 20; round++) {
      const changes = sessions.map((session) => staying(session, `${round} ${'x'.repeat(490)}`, now));
      sessions = changes.map(after);
      feed.committed(changes, new Set());
      const count = client.events.length;
      await client.until(({ events }) => events.length > count);
    }
    expect(counters.get('slow_live_listeners_ended')).toBe(1);
    slow.resume();
    await closed;
    expect(client.sessions.size).toBe(2_000);
    expect(client.events.filter(({ event }) => event === 'snapshot')).toHaveLength(1);
  });
});

describe('A server that is killed and started again', () => {
  const freePort = async (): Promise<number> => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    return port;
  };

  it('is found again by its listeners, who have each session once and miss none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dwell-live-'));
    const port = String(await freePort());
    const start = async (): Promise<ServerProcess> => {
      const env = { DATABASE_URL: `file:${folder}/dwell.db`, ADMIN_PASSWORD, PORT: port };
      const server = ServerProcess.spawn(env);
      await server.ready();
      return server;
    };
    let server = await start();
    ends.push(async () => {
      await server.stop('SIGKILL');
      await rm(folder, { recursive: true });
    });
    const url = `http://127.0.0.1:${port}`;
    const post = (path: string, body: object, headers: Record<string, string>): Promise<Response> =>
      fetch(`${url}/api/v2/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const login = await post('auth/login', { username: 'admin', password: ADMIN_PASSWORD }, {});
    const created = await post('api-keys', { name: 'all', role: 'admin' }, { cookie: cookieOf(login) });
    const { key } = (await created.json()) as ApiKeyWithSecretAnswer;
    const authorization = `Bearer ${key}`;
    const ping = async (user: string, view: string): Promise<void> => {
      const headers = { authorization, 'x-dwell-user': user };
      await post('sessionstart', {}, headers);
      expect((await post('keepalive', { visible: true, path: [view], page_id: user }, headers)).status).toBe(
        200,
      );
    };
    const listed = async (): Promise<SessionsAnswer['sessions']> => {
      const answer = await fetch(`${url}/api/v2/sessions?active=true`, { headers: { authorization } });
      return ((await answer.json()) as SessionsAnswer).sessions;
    };
    await ping('ann', 'home');
    await ping('ben', 'home');
    const before = await follow(url, key);
    await before.until(({ sessions }) => sessions.size === 2);
    await ping('ann', 'news');
    await server.stop('SIGKILL');
    await before.end();
    server = await start();
    await ping('cleo', 'home');
    const again = await follow(url, key, before.lastEventId);
    expect(again.events[0]?.event).toBe('snapshot');
    const shown = [...again.sessions.values()].map(({ username, places: [place], last_ping }) => ({
      username,
      view: place?.view,
      last_ping,
    }));
    const expected = (await listed()).map(({ username, last_visible_path: [view], last_ping }) => ({
      username,
      view,
      last_ping,
    }));
    expect(shown).toHaveLength(3);
    expect(shown).toEqual(expect.arrayContaining(expected));
    // The time since when a session is on a view is stored, so it is the same after the restart.
    const ben = (client: LiveClient) =>
      [...client.sessions.values()].find(({ username }) => username === 'ben');
    expect(ben(again)).toEqual(ben(before));
  });
});

describeOnMongo('Two servers on one database', ({ freshUrl }) => {
  it('show each other’s sessions to their listeners, and remove the sessions that are silent', async () => {
    const url = freshUrl();
    ends.push(() => dropDatabase(url));
    const servers = [
      await startServer({ DATABASE_URL: url }),
      await startServer({ DATABASE_URL: url }),
    ] as const;
    const [one, other] = servers;
    const key = await one.createKey({ name: 'admin', role: 'admin' });
    const clients = [await follow(one.url, key), await follow(other.url, key)] as const;
    const [ann, ben] = [new TestUser(one, key, 'ann'), new TestUser(other, key, 'ben')];
    await ann.keepalive({ visible: true, path: ['home'], page_id: 'p' });
    await Promise.all([ann.start(), ben.start()]);
    await ann.keepalive({ visible: true, path: ['home'], page_id: 'p' });
    const sees = (name: string, view?: string) => (client: LiveClient) =>
      [...client.sessions.values()].some(
        ({ username, places: [place] }) => username === name && place?.view === view,
      );
    for (const client of clients)
      await client.until((each) => sees('ann', 'home')(each) && sees('ben')(each));
    // The same session, recorded by the other process.
    await new TestUser(other, key, 'ann').keepalive({ visible: true, path: ['news'], page_id: 'p' });
    for (const client of clients) await client.until(sees('ann', 'news'));
    expect([...clients[0].sessions]).toEqual(expect.arrayContaining([...clients[1].sessions]));
    for (const server of servers) server.clock.advance(300_000);
    for (const client of clients) await client.until(({ sessions }) => sessions.size === 0);
  }, 60_000);
});
