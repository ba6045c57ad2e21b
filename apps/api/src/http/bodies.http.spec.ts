import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionsAnswer } from '@dwell/shared';
import { type Answer, TestServer } from '../testing/test-server.js';

const ALLOWED = 'https://app.example.com';
const PING = JSON.stringify({ visible: true, path: ['orders', 'open'] });
const RECORDING = ['sessionstart', 'keepalive', 'session-hide', 'session_hide', 'session_tracepath'].map(
  (call) => `/api/v2/${call}`,
);

describe('A text/plain body', () => {
  let server: TestServer;
  let key: string;
  beforeAll(async () => {
    server = await TestServer.start({ ALLOWED_ORIGINS: `https://other.example.com,${ALLOWED}` });
    key = await server.createKey({ name: 'pages', role: 'analyst' });
  });
  afterAll(() => server.close());

  const post = (
    path: string,
    headers: Record<string, string>,
    { raw = PING, type = 'text/plain;charset=UTF-8', user = 'ann', method = 'POST' } = {},
  ): Promise<Answer> =>
    server.call(method, path, { key, user, raw, headers: { 'content-type': type, ...headers } });

  it.each(RECORDING)('to %s is parsed as JSON if it comes from a page of a known origin', async (path) => {
    await post('/api/v2/sessionstart', { origin: ALLOWED });
    for (const origin of [server.url, ALLOWED]) {
      for (const type of ['text/plain', 'text/plain;charset=UTF-8', 'Text/Plain ; charset=utf-8']) {
        expect([origin, type, (await post(path, { origin }, { type })).status]).toEqual([origin, type, 200]);
      }
    }
  });

  it('records sessions and their time', async () => {
    const from = { origin: ALLOWED };
    await post('/api/v2/sessionstart', from, { user: 'bob' });
    await post('/api/v2/keepalive', from, { user: 'bob' });
    server.clock.advance(5_000);
    await post('/api/v2/session-hide', from, { user: 'bob' });
    const { body } = await server.call<SessionsAnswer>('GET', '/api/v2/sessions?usernames=bob', { key });
    expect(body.sessions).toMatchObject([{ visible_duration: 5, tab_duration: { orders: { open: 5 } } }]);
  });

  it('is accepted with a login cookie from an allowed origin of the same site', async () => {
    const raw = JSON.stringify({ client_id: 'a' });
    const start = async (origin: string): Promise<number> => {
      const headers = { 'content-type': 'text/plain', origin, 'sec-fetch-site': 'same-site' };
      const cookie = await server.logIn();
      return (await server.call('POST', '/api/v2/sessionstart', { cookie, raw, headers })).status;
    };
    expect(await start(ALLOWED)).toBe(200);
    expect(await start('https://evil.example.com')).toBe(403);
  });

  it.each(RECORDING)('to %s is answered 415 if it comes from elsewhere', async (path) => {
    const { port } = new URL(server.url);
    const elsewhere: Record<string, string>[] = [
      {},
      { origin: 'null' },
      { origin: 'https://evil.example.org' },
      { origin: `${ALLOWED}.evil.org` },
      { origin: 'http://app.example.com' },
      { origin: `${ALLOWED}:8443` },
      { origin: `https://127.0.0.1:${port}` },
      { origin: 'http://127.0.0.1' },
      { referer: `${ALLOWED}/`, 'sec-fetch-site': 'same-origin' },
    ];
    for (const headers of elsewhere) {
      expect([headers, await post(path, headers)]).toMatchObject([
        headers,
        { status: 415, body: { statusCode: 415, error: 'Unsupported Media Type' } },
      ]);
    }
  });

  it('gets a 415 on every other route, except under /sessman, which accepts any content type', async () => {
    const { body } = await server.call<{ paths: Record<string, object> }>('GET', '/api/docs-json');
    const others = Object.entries(body.paths).filter(
      ([path]) => !RECORDING.includes(path) && !path.startsWith('/sessman/'),
    );
    const routes = others.flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== 'get')
        .map((method) => [method.toUpperCase(), path.replace(/\{\w+\}/g, 'some')] as const),
    );
    expect(routes.length).toBeGreaterThan(5);
    const admin = await server.createKey({ name: 'admin', role: 'admin' });
    for (const [method, path] of routes) {
      const headers = { authorization: `Bearer ${admin}`, origin: server.url };
      const { status } = await post(path, headers, { method });
      expect([method, path, status]).toEqual([method, path, 415]);
    }
    const sessman = {
      authorization: `Bearer ${await server.createKey({ name: 'app', role: 'reporter', session_data: true })}`,
    };
    for (const type of ['text/plain', 'text/html', 'application/json']) {
      expect([type, (await post('/sessman/new', sessman, { type, raw: '{"data":{}}' })).status]).toEqual([
        type,
        200,
      ]);
    }
  });

  it.each([
    ['malformed', 400, { raw: '{"visible":' }],
    ['not an object', 400, { raw: '"hello"' }],
    ['too large', 413, { raw: JSON.stringify({ path: ['v'.repeat(20_000)] }) }],
    ['of a type that only begins with text/plain', 415, { type: 'text/plainer' }],
    ['of another type', 415, { type: 'text/html' }],
  ])('that is %s is answered %i', async (_story, status, body) => {
    expect(await post('/api/v2/keepalive', { origin: ALLOWED }, body)).toMatchObject({
      status,
      body: { statusCode: status },
    });
  });
});

describe('A body that is JSON but no object', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.close());

  it.each(['null', '5', '"text"', '[]', '[{}]'])(
    'such as %s is refused, also where every field may be absent',
    async (raw) => {
      const key = await server.createKey({ name: 'admin', role: 'admin' });
      const headers = { 'content-type': 'application/json' };
      const answer = await server.call('PATCH', '/api/v2/annotations/some', { key, raw, headers });
      expect(answer).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'body', message: 'must be an object' }] },
      });
    },
  );
});

describe('A text/plain body behind a trusted proxy', () => {
  it('is accepted from the host and scheme that the proxy names', async () => {
    const server = await TestServer.start({ TRUST_PROXY: 'true' });
    const key = await server.createKey({ name: 'pages', role: 'reporter', username: 'ann' });
    const start = async (origin: string): Promise<number> => {
      const headers = {
        'content-type': 'text/plain',
        'x-forwarded-host': 'stats.example.com',
        'x-forwarded-proto': 'https',
        origin,
      };
      return (await server.call('POST', '/api/v2/sessionstart', { key, raw: '{}', headers })).status;
    };
    expect(await start('https://stats.example.com')).toBe(200);
    expect(await start(server.url)).toBe(415);
    await server.close();
  });
});
