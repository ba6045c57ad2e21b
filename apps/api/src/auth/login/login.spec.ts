import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newSessionId } from '@dwell/sessions';
import { ADMIN_PASSWORD, type Answer, TestServer } from '../../testing/test-server.js';
import { MAX_FAILURES_PER_ACCOUNT } from './login-attempts.js';
import { LOGIN_AGE_MS } from './logins.js';

const LOGIN = '/api/v2/auth/login';
const ME = '/api/v2/auth/me';

const login = (server: TestServer, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  server.call('POST', LOGIN, { body, headers });

const admin = { username: 'admin', password: ADMIN_PASSWORD };

describe('A login', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.close());

  const me = async (cookie: string): Promise<number> => (await server.call('GET', ME, { cookie })).status;

  it('answers who has logged in and sets a cookie that no script and no other site can use', async () => {
    const answer = await login(server, admin);
    expect(answer).toMatchObject({ status: 200, body: { username: 'admin', role: 'admin', via: 'login' } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^dwell_sid=[0-9a-f]{32}\.[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
      ),
    ]);
  });

  it('is who calls from then on', async () => {
    const answer = await server.call('GET', ME, { cookie: await server.logIn() });
    expect(answer).toMatchObject({ status: 200, body: { username: 'admin', role: 'admin', via: 'login' } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('fails alike for a wrong password and for somebody unknown, and sets no cookie', async () => {
    const wrong = await login(server, { ...admin, password: 'wrong' });
    const unknown = await login(server, { username: 'nobody', password: 'wrong' });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(wrong.headers.getSetCookie()).toEqual([]);
    expect(unknown.status).toBe(401);
    expect(unknown.body).toEqual(wrong.body);
  });

  it.each<[string, unknown, string[]]>([
    ['nothing', {}, ['username', 'password']],
    ['other types', { username: 7, password: ['x'] }, ['username', 'password']],
    ['an empty name', { username: '', password: 'x' }, ['username']],
    ['too long a password', { username: 'admin', password: 'x'.repeat(257) }, ['password']],
    ['more than is asked for', { ...admin, role: 'admin' }, ['role']],
  ])('with %s is a 400 that names each field', async (_, body, fields) => {
    const answer = await login(server, body);
    expect(answer.status).toBe(400);
    expect((answer.body['errors'] as { field: string }[]).map(({ field }) => field).sort()).toEqual(
      fields.sort(),
    );
  });

  it('gets a new session id each time, and ends the one that it replaces', async () => {
    const first = await server.logIn();
    const answer = await login(server, admin, { cookie: first });
    const second = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(second).not.toBe(first);
    expect(await me(second)).toBe(200);
    expect(await me(first)).toBe(401);
  });

  it('leaves the old login alone when it fails', async () => {
    const cookie = await server.logIn();
    await login(server, { ...admin, password: 'wrong' }, { cookie });
    expect(await me(cookie)).toBe(200);
  });

  it('never takes over a session id that somebody else made up', async () => {
    const [, foreign] = newSessionId('not the secret of this server');
    const answer = await login(server, admin, { cookie: `dwell_sid=${foreign}` });
    expect(answer.headers.getSetCookie()[0]).not.toContain(foreign.split('.')[0]);
  });

  it('V31: goes on beside cookies of its name that other paths or domains have set', async () => {
    const cookie = await server.logIn();
    const [, foreign] = newSessionId('not the secret of this server');
    for (const stray of ['dwell_sid=stray', 'dwell_sid=', `dwell_sid=${foreign}`]) {
      expect(await me(`${stray}; ${cookie}`)).toBe(200);
      expect(await me(`${cookie}; ${stray}`)).toBe(200);
    }
    expect(await me('dwell_sid=stray; dwell_sid=a.b')).toBe(401);
  });

  it('V31, V33: goes on beside the cookie that somebody planted, and that the login ended', async () => {
    const planted = await server.logIn();
    const answer = await login(server, admin, { cookie: planted });
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(await me(planted)).toBe(401);
    expect(await me(`${planted}; ${cookie}`)).toBe(200);

    const { status } = await server.call('POST', '/api/v2/auth/logout', { cookie: `${planted}; ${cookie}` });
    expect(status).toBe(204);
    expect(await me(cookie)).toBe(401);
  });

  it('is refused when its cookie was tampered with', async () => {
    const cookie = await server.logIn();
    expect(await me(cookie)).toBe(200);
    const [, sid = '', signature = ''] = /^dwell_sid=(\w+)\.(.+)$/.exec(cookie) ?? [];
    const otherSid = (sid.startsWith('0') ? '1' : '0') + sid.slice(1);
    const forgeries = [
      `${otherSid}.${signature}`,
      `${sid}.${'A'.repeat(43)}`,
      `${sid}.`,
      sid,
      `${sid}.${signature}.x`,
      '',
    ];
    for (const forged of forgeries) expect(await me(`dwell_sid=${forged}`)).toBe(401);
  });

  it('lasts thirty days, not a millisecond longer, even for somebody who calls all the time', async () => {
    const cookie = await server.logIn();
    server.clock.advance(LOGIN_AGE_MS - 1);
    expect(await me(cookie)).toBe(200);
    server.clock.advance(1);
    const answer = await server.call('GET', ME, { cookie });
    expect(answer).toMatchObject({ status: 401, body: { message: 'The login has ended; log in again' } });
  });
});

describe('Behind a trusted proxy, a login', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start({ TRUST_PROXY: 'true' });
  });
  afterAll(() => server.close());

  it('over https gets a cookie that is only sent over https', async () => {
    const answer = await login(server, admin, { 'x-forwarded-proto': 'https' });
    expect(answer.headers.getSetCookie()[0]).toMatch(/; Secure(;|$)/);
  });

  it('is refused after ten failures, with the time to wait, but only from where they came', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address });
    for (let i = 0; i < MAX_FAILURES_PER_ACCOUNT; i++) {
      await login(server, { ...admin, password: 'wrong' }, from('203.0.113.9'));
    }
    const refused = await login(server, admin, from('203.0.113.9'));
    expect(refused).toMatchObject({ status: 429, body: { statusCode: 429, error: 'Too Many Requests' } });
    expect(refused.headers.get('retry-after')).toBe('900');
    expect(refused.headers.getSetCookie()).toEqual([]);
    expect((await login(server, admin, from('198.51.100.7'))).status).toBe(200);

    server.clock.advance(900_000);
    expect((await login(server, admin, from('203.0.113.9'))).status).toBe(200);
  });
});

describe('After a restart, a login', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dwell-login-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** What `/auth/me` answers to a cookie on servers that are started one after the other on one database. */
  const restart = async <T>(
    env: Record<string, string>,
    use: (server: TestServer) => Promise<T>,
  ): Promise<T> => {
    const server = await TestServer.start({ DATABASE_URL: `file:${folder}/dwell.db`, ...env });
    try {
      return await use(server);
    } finally {
      await server.close();
    }
  };
  const statusOf = (cookie: string) => async (server: TestServer) =>
    (await server.call('GET', ME, { cookie })).status;

  it('goes on under the secret that the database keeps, and under each secret of the settings until it is taken out', async () => {
    const old = await restart({}, (server) => server.logIn());
    expect(await restart({}, statusOf(old))).toBe(200);

    const first = 'the first secret of all';
    const second = 'the second and newer secret';
    const underFirst = await restart({ SESSION_SECRETS: first }, (server) => server.logIn());
    expect(await restart({ SESSION_SECRETS: first }, statusOf(old))).toBe(401);
    expect(await restart({ SESSION_SECRETS: `${second},${first}` }, statusOf(underFirst))).toBe(200);
    expect(await restart({ SESSION_SECRETS: second }, statusOf(underFirst))).toBe(401);
  });
});
