import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Call } from '../testing/test-server.js';
import { SessmanStage } from './testing/sessman-stage.js';

const WRONG = `dwell_${'x'.repeat(43)}`;

let stage: SessmanStage;
let open: SessmanStage;
beforeAll(async () => {
  stage = await SessmanStage.open({ ALLOWED_ORIGINS: 'https://app.example' });
  open = await SessmanStage.open({ SESSMAN_AUTH: 'open', ALLOWED_ORIGINS: 'https://app.example' });
});
afterAll(async () => {
  await stage.close();
  await open.close();
});

/** Calls sessman without a key, unless `what` has one. */
const call = (method: string, tail: string, what: Call = {}): Promise<Answer> =>
  stage.call(method, tail, { key: undefined, ...what });

const expectUnauthorized = ({ status, body }: Answer): void => {
  expect(body).toEqual({ error: 'unauthorized' });
  expect(status).toBe(403);
};

describe('SessmanGuard', () => {
  it('S10: admits callers without a key, and with a wrong one, if SESSMAN_AUTH is open', async () => {
    expect((await open.call('POST', '/new', { key: undefined })).status).toBe(200);
    expect((await open.call('POST', `/new?apikey=${WRONG}`, { key: WRONG })).status).toBe(200);
  });

  it.each(['GET', 'POST'])(
    'refuses calls from pages of other web sites, except those of ALLOWED_ORIGINS, by %s, if SESSMAN_AUTH is open',
    async (method) => {
      const from = async (headers: Record<string, string>) =>
        (await open.call(method, '/new', { key: undefined, headers })).status;
      expect(await from({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toBe(403);
      expect(await from({ 'sec-fetch-site': 'cross-site' })).toBe(403);
      expect(await from({ origin: 'null' })).toBe(403);
      expect(await from({ origin: 'https://app.example', 'sec-fetch-site': 'cross-site' })).toBe(200);
      expect(await from({ origin: open.server.url, 'sec-fetch-site': 'same-origin' })).toBe(200);
      expect(await from({})).toBe(200);
    },
  );

  it('S10: requires a caller if SESSMAN_AUTH is not set', async () => {
    expectUnauthorized(await call('POST', '/new'));
    expect((await call('POST', '/new', { key: stage.key })).status).toBe(200);
  });

  it('S11: reads the key as a bearer token, in X-Custom-Auth, or as apikey in the query or body', async () => {
    const { key } = stage;
    const answers = await Promise.all([
      call('POST', '/new', { headers: { authorization: `Bearer ${key}` } }),
      call('POST', '/new', { headers: { 'x-custom-auth': key } }),
      call('POST', `/new?apikey=${key}`),
      call('GET', `/new?apikey=${key}`),
      call('POST', '/new', { body: { apikey: key } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });

  it('S12: answers 403 to every call without a key or with a wrong one', async () => {
    for (const tail of ['/new', '/update?session_id=x', '/get', '', '/foo']) {
      for (const method of ['GET', 'POST']) {
        expectUnauthorized(await call(method, tail));
        expectUnauthorized(await call(method, tail, { key: WRONG }));
        expectUnauthorized(await call(method, tail, { key: 'no.real.jwt' }));
        expectUnauthorized(await call(method, tail, { headers: { 'x-custom-auth': WRONG } }));
        expectUnauthorized(await call(method, tail, { headers: { authorization: 'Basic YTpi' } }));
        expectUnauthorized(await call(method, tail, { headers: { cookie: 'dwell_sid=a.b' } }));
      }
    }
    expectUnauthorized(await call('POST', `/new?apikey=${WRONG}`));
    expectUnauthorized(await call('POST', '/new', { body: { apikey: WRONG } }));
  });

  it('S13: reads only the first key present, even if a right one follows', async () => {
    const { key } = stage;
    const cookie = await stage.server.logIn();
    expectUnauthorized(await call('POST', `/new?apikey=${key}`, { key: WRONG }));
    expectUnauthorized(await call('POST', '/new', { key: WRONG, headers: { 'x-custom-auth': key } }));
    expectUnauthorized(await call('POST', `/new?apikey=${key}`, { headers: { 'x-custom-auth': WRONG } }));
    expectUnauthorized(await call('POST', `/new?apikey=${WRONG}`, { body: { apikey: key } }));
    expectUnauthorized(await call('POST', `/new?apikey=${WRONG}`, { cookie }));
    expect((await call('POST', `/new?apikey=${WRONG}`, { key })).status).toBe(200);
  });

  it('admits the login of an admin, and API keys of every role that may use session data', async () => {
    expect((await call('POST', '/new', { cookie: await stage.server.logIn() })).status).toBe(200);
    for (const role of ['reporter', 'analyst', 'admin'] as const) {
      const key = await stage.server.createKey({ name: role, role, session_data: true });
      expect((await call('POST', '/new', { key })).status).toBe(200);
    }
  });

  it('refuses an API key that was not made for session data, on every call', async () => {
    const key = await stage.server.createKey({ name: 'in a web page', role: 'admin' });
    for (const tail of ['/new', '/update?session_id=x', '/get?session_id=x']) {
      for (const method of ['GET', 'POST']) {
        expect(await call(method, tail, { key })).toMatchObject({
          status: 403,
          body: { error: 'this API key is not for session data' },
        });
      }
    }
  });

  it('accepts an API key that is bound to origins only from pages of these origins', async () => {
    const apikey = await stage.server.createKey({
      name: 'bound',
      role: 'reporter',
      session_data: true,
      origins: ['https://app.example'],
    });
    const from = async (headers: Record<string, string>) =>
      (await call('POST', `/new?apikey=${apikey}`, { headers })).status;
    expect(await from({ origin: 'https://app.example' })).toBe(200);
    expect(await from({ origin: 'https://evil.example' })).toBe(403);
    expect(await from({})).toBe(403);
  });

  it('refuses an API key that was removed', async () => {
    const key = await stage.server.createKey({ name: 'short', role: 'reporter', session_data: true });
    expect((await call('POST', '/new', { key })).status).toBe(200);
    const cookie = await stage.server.logIn();
    const { body } = await stage.server.call<{ api_keys: { id: string; name: string }[] }>(
      'GET',
      '/api/v2/api-keys',
      {
        cookie,
      },
    );
    const id = body.api_keys.find(({ name }) => name === 'short')?.id ?? '';
    await stage.server.call('DELETE', `/api/v2/api-keys/${id}`, { cookie });
    expectUnauthorized(await call('POST', '/new', { key }));
  });

  it.each(['GET', 'POST'])(
    'refuses a login cookie that a page of another web site sends by %s, unless its origin is in ALLOWED_ORIGINS, because a GET changes data too',
    async (method) => {
      const cookie = await stage.server.logIn();
      const from = async (headers: Record<string, string>) =>
        (await call(method, '/new', { cookie, headers })).status;
      const { url } = stage.server;
      expect(await from({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toBe(403);
      expect(await from({ 'sec-fetch-site': 'cross-site' })).toBe(403);
      expect(await from({ 'sec-fetch-site': 'same-site' })).toBe(403);
      expect(await from({ origin: 'null' })).toBe(403);
      expect(await from({ origin: url, 'sec-fetch-site': 'same-origin' })).toBe(200);
      expect(await from({ origin: 'https://app.example', 'sec-fetch-site': 'cross-site' })).toBe(200);
      expect(await from({})).toBe(200);
      // A browser sends no Origin when a page reads from its own server, or when somebody types the address.
      expect(await from({ 'sec-fetch-site': 'same-origin' })).toBe(method === 'GET' ? 200 : 403);
      expect(await from({ 'sec-fetch-site': 'none' })).toBe(method === 'GET' ? 200 : 403);
    },
  );
});
