import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../store/ports/database.js';
import { openDatabase } from '../store/open-database.js';
import { StoreUnavailableError } from '../store/ports/errors.js';
import { type Answer, type Call, TestServer } from '../testing/test-server.js';

const APP = 'https://app.example.com';
const SHOP = 'http://shop.example.org:8080';
const PATH = '/api/v2/keepalive';

/** Returns the CORS headers of an answer. */
const corsOf = ({ headers }: Answer): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

const variesByOrigin = ({ headers }: Answer): boolean => /\borigin\b/i.test(headers.get('vary') ?? '');

/** Sends the preflight request of a browser. */
const preflight = (server: TestServer, origin: string, path = PATH, method = 'POST'): Promise<Answer> =>
  server.call('OPTIONS', path, {
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type,x-dwell-user',
    },
  });

describe('A page of an allowed origin', () => {
  let server: TestServer;
  let key: string;
  let storeIsAway = false;
  beforeAll(async () => {
    server = await TestServer.start(
      { ALLOWED_ORIGINS: `${APP}, ${SHOP}` },
      {
        open: async (settings): Promise<Database> => {
          const database = await openDatabase(settings);
          const { sessions } = database;
          const commit = sessions.commit.bind(sessions);
          sessions.commit = (...batch) =>
            storeIsAway ? Promise.reject(new StoreUnavailableError('away')) : commit(...batch);
          return database;
        },
      },
    );
    key = await server.createKey({ name: 'pages', role: 'reporter' });
  });
  afterAll(() => server.close());

  const ask = (method: string, path: string, origin: string, call: Call = {}): Promise<Answer> =>
    server.call(method, path, { user: 'ann', ...call, headers: { origin, ...call.headers } });

  it('gets a preflight answer, valid for a day, that allows a key and JSON', async () => {
    const answer = await preflight(server, APP);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(corsOf(answer)).toMatchObject({
      'access-control-allow-origin': APP,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'authorization,content-type,x-dwell-user',
      'access-control-max-age': '86400',
    });
    expect(variesByOrigin(answer)).toBe(true);
  });

  it('gets a preflight answer that allows GET and POST', async () => {
    expect(corsOf(await preflight(server, APP))['access-control-allow-methods']).toBe('GET, POST');
  });

  it('is named exactly in the answer, and can read the keepalive interval', async () => {
    for (const origin of [APP, SHOP]) {
      const answer = await ask('POST', '/api/v2/sessionstart', origin, { key });
      expect([answer.status, corsOf(answer)]).toEqual([
        200,
        {
          'access-control-allow-origin': origin,
          'access-control-allow-credentials': 'true',
          'access-control-expose-headers': 'Dwell-Keepalive-Interval, Retry-After',
        },
      ]);
      expect(variesByOrigin(answer)).toBe(true);
      expect(answer.headers.get('dwell-keepalive-interval')).toBe('60');
    }
  });

  it.each([APP.toUpperCase(), `${APP}:443`, `${APP}.`])('may write its origin as %s', async (origin) => {
    const answer = await ask('POST', '/api/v2/sessionstart', origin, { key });
    expect([answer.status, corsOf(answer)['access-control-allow-origin']]).toEqual([200, origin]);
  });

  const json = { 'content-type': 'application/json' };
  const start = (call: Call) => ask('POST', '/api/v2/sessionstart', APP, call);
  it.each<[status: number, provoke: () => Promise<Answer>]>([
    [400, () => ask('POST', PATH, APP, { key, body: { path: 7 } })],
    [401, () => start({})],
    [401, () => start({ key: 'dwell_unknown' })],
    [403, async () => start({ user: 'ann', cookie: await server.logIn() })],
    [404, () => ask('GET', '/api/v2/nothing', APP)],
    [405, () => ask('GET', PATH, APP, { key })],
    [413, () => start({ key, raw: `"${'v'.repeat(20_000)}"`, headers: json })],
    [415, () => start({ key, raw: '<ping/>', headers: { 'content-type': 'application/xml' } })],
    [
      503,
      async () => {
        storeIsAway = true;
        const answer = await start({ key, user: 'somebody new' });
        storeIsAway = false;
        return answer;
      },
    ],
  ])('can read why it was refused with %i', async (status, provoke) => {
    const answer = await provoke();
    expect([answer.status, corsOf(answer)]).toMatchObject([
      status,
      { 'access-control-allow-origin': APP, 'access-control-allow-credentials': 'true' },
    ]);
    expect(variesByOrigin(answer)).toBe(true);
    expect(answer.headers.has('retry-after')).toBe(status === 503);
  });

  it.each([
    'https://evil.example.org',
    `${APP}.evil.org`,
    'http://app.example.com',
    `${APP}:444`,
    `${APP}/`,
    APP.replace('app', 'áapp'),
    '*',
    'null',
  ])('gets CORS headers that a page of %s does not get', async (origin) => {
    const asked = await preflight(server, origin);
    expect(asked.status).toBe(405);
    const answered = await ask('POST', '/api/v2/sessionstart', origin, { key });
    expect(answered.status).toBe(200);
    for (const answer of [asked, answered]) {
      expect(corsOf(answer)).toEqual({});
      // Otherwise a cache could give one origin the answer to another.
      expect(variesByOrigin(answer)).toBe(true);
    }
  });
});

describe('Without ALLOWED_ORIGINS', () => {
  it('no answer has CORS headers', async () => {
    const server = await TestServer.start();
    const asked = await preflight(server, APP);
    expect(asked.status).toBe(405);
    const answered = await server.call('GET', '/api/v2/sessions', { headers: { origin: APP } });
    for (const answer of [asked, answered]) {
      expect(corsOf(answer)).toEqual({});
      expect(answer.headers.has('vary')).toBe(false);
    }
    await server.close();
  });
});
