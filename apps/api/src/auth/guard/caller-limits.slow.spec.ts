import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Counters } from '../../platform/counters.js';
import type { Environment } from '../../platform/settings/read-settings.js';
import { type Answer, TestServer } from '../../testing/test-server.js';

/** RateLimiter allows as many requests at once as the limit allows in four seconds. */
const AT_ONCE = 4;

describe('The limit of requests', () => {
  let server: TestServer;
  afterEach(() => server.close());
  const start = async (env: Environment): Promise<string> => {
    server = await TestServer.start(env);
    return server.createKey({ name: 'pages', role: 'reporter', session_data: true });
  };
  const ping = (key: string, user: string): Promise<Answer> =>
    server.call('POST', '/api/v2/sessionstart', { key, user });
  const counted = (name: Parameters<Counters['get']>[0]): number =>
    server.running.app.get(Counters).get(name);

  it('of one user answers 429 with Retry-After, and does not affect other users', async () => {
    const key = await start({ RATE_LIMIT_PER_USER: '2' });
    for (let sent = 0; sent < 2 * AT_ONCE; sent++) expect((await ping(key, 'ann')).status).toBe(200);
    const answer = await ping(key, 'ann');
    expect(answer).toMatchObject({ status: 429, body: { error: 'Too Many Requests' } });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(counted('limited_by_user')).toBe(1);
    expect((await ping(key, 'bob')).status).toBe(200);
    server.clock.advance(500);
    expect((await ping(key, 'ann')).status).toBe(200);
  });

  it('of one user counts each API key and the logins separately, so that no key can lock a user out by naming that user', async () => {
    const key = await start({ RATE_LIMIT_PER_USER: '2' });
    const other = await server.createKey({ name: 'other', role: 'reporter' });
    const cookie = await server.logIn();
    while ((await ping(key, 'admin')).status === 200);
    expect((await ping(other, 'admin')).status).toBe(200);
    expect((await server.call('GET', '/api/v2/auth/me', { cookie })).status).toBe(200);
  });

  it('with one API key holds for all its users together, and not for other keys', async () => {
    const key = await start({ RATE_LIMIT_PER_KEY: '2' });
    const other = await server.createKey({ name: 'other', role: 'reporter' });
    for (let sent = 0; sent < 2 * AT_ONCE; sent++) expect((await ping(key, `u${sent}`)).status).toBe(200);
    expect((await ping(key, 'one more')).status).toBe(429);
    expect(counted('limited_by_key')).toBe(1);
    expect((await ping(other, 'one more')).status).toBe(200);
  });

  it('holds for sessman too, which answers in its own form of errors', async () => {
    const key = await start({ RATE_LIMIT_PER_KEY: '1' });
    const create = () => server.call('POST', '/sessman/new', { body: { apikey: key } });
    for (let sent = 0; sent < AT_ONCE; sent++) expect((await create()).status).toBe(200);
    expect(await create()).toMatchObject({
      status: 429,
      body: { error: 'Too many requests with this API key; try again later' },
    });
  });

  it('of one user does not limit sessman calls with a key that is bound to a username', async () => {
    await start({ RATE_LIMIT_PER_USER: '1' });
    const key = await server.createKey({ name: 'b', role: 'reporter', username: 'app', session_data: true });
    const create = () => server.call('POST', '/sessman/new', { body: { apikey: key } });
    for (let sent = 0; sent < 2 * AT_ONCE; sent++) expect((await create()).status).toBe(200);
  });

  it('without a credential holds by address, and does not affect callers at the same address who have a credential', async () => {
    const key = await start({ RATE_LIMIT_PER_ADDRESS: '1' });
    const anonymous = () => server.call('POST', '/api/v2/sessionstart');
    for (let sent = 0; sent < AT_ONCE; sent++) expect((await anonymous()).status).toBe(401);
    const answer = await anonymous();
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(counted('limited_by_address')).toBe(1);
    expect((await server.call('POST', '/sessman/new', { body: {} })).status).toBe(429);
    expect((await ping(key, 'ann')).status).toBe(200);
    server.clock.advance(10_000);
    expect((await anonymous()).status).toBe(401);
  });

  it('without a credential keeps made-up keys from costing a database query each, and a new key is accepted at once', async () => {
    await start({ RATE_LIMIT_PER_ADDRESS: '1' });
    const { accounts } = server.running.database;
    const lookups = jest.spyOn(accounts, 'findApiKey');
    const madeUp = () => ping(`dwell_${randomBytes(32).toString('base64url')}`, 'ann');
    for (let sent = 0; sent < AT_ONCE; sent++) expect((await madeUp()).status).toBe(401);
    const before = lookups.mock.calls.length;
    const refused = await Promise.all(Array.from({ length: 20 }, madeUp));
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]));
    expect(lookups).toHaveBeenCalledTimes(before);
    const fresh = await server.createKey({ name: 'fresh', role: 'reporter' });
    expect((await ping(fresh, 'ann')).status).toBe(200);
  });

  it('refuses sessman calls that exceed it before their body has come', async () => {
    const key = await start({ RATE_LIMIT_PER_KEY: '1' });
    while ((await ping(key, 'ann')).status === 200);
    const lines = ['POST /sessman/new HTTP/1.1', 'Host: dwell', 'Connection: close', `X-Custom-Auth: ${key}`];
    for (const size of [100, 500_000]) {
      expect(await server.send([...lines, `Content-Length: ${size}`])).toMatch(/^HTTP\/1.1 429 /);
    }
  });

  it('by address counts every sessman call if everybody may use sessman', async () => {
    await start({ RATE_LIMIT_PER_ADDRESS: '1', SESSMAN_AUTH: 'open' });
    const create = () => server.call('POST', '/sessman/new', { body: {} });
    for (let sent = 0; sent < AT_ONCE; sent++) expect((await create()).status).toBe(200);
    expect((await create()).status).toBe(429);
  });

  it('by default does not affect 5,000 browsers that ping every 30 seconds behind one address', async () => {
    const key = await start({ RATE_LIMIT_PER_KEY: '', RATE_LIMIT_PER_USER: '', RATE_LIMIT_PER_ADDRESS: '' });
    // All requests of a second come at once, for three seconds.
    for (let second = 0; second < 3; second++) {
      const answers = await Promise.all(
        Array.from({ length: Math.ceil(5_000 / 30) }, (_, index) => ping(key, `u${index}`)),
      );
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
      server.clock.advance(1_000);
    }
  });
});
