import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import { FaultyProxy } from './store/testing/faulty-proxy.js';
import { ADMIN_PASSWORD, TestServer } from './testing/test-server.js';
import { ServerProcess } from './testing/server-process.js';

/** Resolves to a port on which nobody listens. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

describeOnMongo('A server whose database is unreachable', (mongo) => {
  let url: string;
  let proxy: FaultyProxy;
  let behind: string;
  beforeEach(async () => {
    url = mongo.freshUrl();
    proxy = await FaultyProxy.before(url);
    // The driver looks for a lost server every 500 ms. Its selection timeout is longer, so that calls find it again.
    behind = `${proxy.urlOf(url)}&serverSelectionTimeoutMS=1500&socketTimeoutMS=500`;
  });
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
    await proxy.close();
    await dropDatabase(url);
  });

  it('waits at its start, is alive but not ready meanwhile, and becomes ready when the database answers', async () => {
    const port = await freePort();
    const process = ServerProcess.spawn({ PORT: String(port), DATABASE_URL: behind, ADMIN_PASSWORD });
    ends.push(() => process.stop('SIGKILL'));
    await process.says(/Waiting for MongoDB at 127\.0\.0\.1:\d+, which does not answer yet/);
    const at = (path: string) => fetch(`http://127.0.0.1:${port}/${path}`);
    expect((await at('healthz')).status).toBe(200);
    const notReady = await at('readyz');
    expect(notReady.status).toBe(503);
    expect(notReady.headers.get('retry-after')).toBe('5');
    expect((await at('api/v2/sessions')).status).toBe(401);
    await proxy.listen();
    await process.ready();
    expect((await at('readyz')).status).toBe(200);
    expect(await process.stop('SIGTERM')).toBe(0);
  });

  it('answers 503 with Retry-After, and recovers by itself without loss', async () => {
    await proxy.listen();
    const server = await TestServer.start({ DATABASE_URL: behind });
    ends.push(() => server.close());
    const key = await server.createKey({ name: 'reporter', role: 'analyst' });
    const ping = () =>
      server.call('POST', '/api/v2/keepalive', { key, user: 'ann', body: { visible: true, path: ['v'] } });
    expect((await server.call('POST', '/api/v2/sessionstart', { key, user: 'ann' })).status).toBe(200);
    server.clock.advance(60_000);
    await proxy.refuse();
    const refused = await ping();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(refused.body).toEqual({
      statusCode: 503,
      error: 'Service Unavailable',
      message: 'The database can not take this now; try again soon',
    });
    expect((await server.call('GET', '/readyz')).status).toBe(503);
    expect((await server.call('GET', '/api/v2/sessions', { key })).status).toBe(503);
    await proxy.listen();
    server.clock.advance(60_000);
    expect((await ping()).status).toBe(200);
    const list = await server.call<{ sessions: unknown[] }>('GET', '/api/v2/sessions', { key });
    expect(list.body.sessions).toMatchObject([{ visible_duration: 120, tab_duration: { v: 120 } }]);
  });

  it('answers 503 within bounded time when the database accepts connections but never answers', async () => {
    await proxy.listen();
    const server = await TestServer.start({ DATABASE_URL: behind });
    ends.push(() => server.close());
    const key = await server.createKey({ name: 'reporter', role: 'reporter' });
    const start = (user: string) => server.call('POST', '/api/v2/sessionstart', { key, user });
    expect((await start('ann')).status).toBe(200);
    proxy.pause();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => start(`user ${n}`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    proxy.resume();
    expect((await start('ben')).status).toBe(200);
  });
});
