import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newSessionId } from '@dwell/sessions';
import { ADMIN_PASSWORD, type Answer, cookieOf, TestServer } from '../../testing/test-server.js';
import { ATTEMPTS_WINDOW_MS, MAX_FAILURES_PER_ACCOUNT } from './login-attempts.js';
import { LOGIN_AGE_MS } from './login-use.js';

const LOGIN = '/api/v2/auth/login';
const ME = '/api/v2/auth/me';

const login = (server: TestServer, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  server.call('POST', LOGIN, { body, headers });

const admin = { username: 'admin', password: ADMIN_PASSWORD };

describe('POST /auth/login', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start({ LOGIN_IDLE_MINUTES: '0' });
  });
  afterAll(() => server.close());

  const me = async (cookie: string): Promise<number> => (await server.call('GET', ME, { cookie })).status;

  it('answers with the user and sets a cookie that scripts and other sites cannot use', async () => {
    const answer = await login(server, admin);
    expect(answer).toMatchObject({ status: 200, body: { username: 'admin', role: 'admin', via: 'login' } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^dwell_sid=[0-9a-f]{32}\.[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
      ),
      expect.stringMatching(/^dwell_device=/),
    ]);
  });

  it('makes the user the caller of later requests', async () => {
    const answer = await server.call('GET', ME, { cookie: await server.logIn() });
    expect(answer).toMatchObject({ status: 200, body: { username: 'admin', role: 'admin', via: 'login' } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('answers a wrong password and an unknown user alike, and sets no cookie', async () => {
    const wrong = await login(server, { ...admin, password: 'wrong' });
    const unknown = await login(server, { username: 'nobody', password: 'wrong' });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(wrong.headers.getSetCookie()).toEqual([]);
    expect(unknown.status).toBe(401);
    expect(unknown.body).toEqual(wrong.body);
  });

  it.each<[string, unknown, string[]]>([
    ['no fields', {}, ['username', 'password']],
    ['wrong types', { username: 7, password: ['x'] }, ['username', 'password']],
    ['an empty name', { username: '', password: 'x' }, ['username']],
    ['a password that is too long', { username: 'admin', password: 'x'.repeat(257) }, ['password']],
    ['an unknown field', { ...admin, role: 'admin' }, ['role']],
  ])('answers 400 and names each bad field for a body with %s', async (_, body, fields) => {
    const answer = await login(server, body);
    expect(answer.status).toBe(400);
    expect((answer.body['errors'] as { field: string }[]).map(({ field }) => field).sort()).toEqual(
      fields.sort(),
    );
  });

  it('sets a new session id each time, and ends the login that it replaces', async () => {
    const first = await server.logIn();
    const answer = await login(server, admin, { cookie: first });
    const second = cookieOf(answer);
    expect(second).not.toBe(first);
    expect(await me(second)).toBe(200);
    expect(await me(first)).toBe(401);
  });

  it('keeps the old login when the new one fails', async () => {
    const cookie = await server.logIn();
    await login(server, { ...admin, password: 'wrong' }, { cookie });
    expect(await me(cookie)).toBe(200);
  });

  it('sets a new session id if the request has one that another server signed', async () => {
    const [, foreign] = newSessionId('not the secret of this server');
    const answer = await login(server, admin, { cookie: `dwell_sid=${foreign}` });
    expect(answer.headers.getSetCookie()[0]).not.toContain(foreign.split('.')[0]);
  });

  it('V31: accepts a login beside cookies of the same name from other paths or domains', async () => {
    const cookie = await server.logIn();
    const [, foreign] = newSessionId('not the secret of this server');
    for (const stray of ['dwell_sid=stray', 'dwell_sid=', `dwell_sid=${foreign}`]) {
      expect(await me(`${stray}; ${cookie}`)).toBe(200);
      expect(await me(`${cookie}; ${stray}`)).toBe(200);
    }
    expect(await me('dwell_sid=stray; dwell_sid=a.b')).toBe(401);
  });

  it('V31, V33: ends the login of a cookie that was in the browser before, and accepts the new cookie also if the old one is sent with it', async () => {
    const planted = await server.logIn();
    const answer = await login(server, admin, { cookie: planted });
    const cookie = cookieOf(answer);
    expect(await me(planted)).toBe(401);
    expect(await me(`${planted}; ${cookie}`)).toBe(200);

    const { status } = await server.call('POST', '/api/v2/auth/logout', { cookie: `${planted}; ${cookie}` });
    expect(status).toBe(204);
    expect(await me(cookie)).toBe(401);
  });

  it('rejects a cookie that was tampered with', async () => {
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

  it('ends for good a login that was made while the clock was ahead', async () => {
    const now = server.clock.now();
    server.clock.advance(10 * 24 * 3_600_000);
    const cookie = await server.logIn();
    expect(await me(cookie)).toBe(200);
    server.clock.set(now);
    expect(await me(cookie)).toBe(401);
    server.clock.advance(20 * 24 * 3_600_000);
    expect(await me(cookie)).toBe(401);
    server.clock.set(now);
  });

  it('ends a login after exactly thirty days; until then it may be unused if LOGIN_IDLE_MINUTES is 0', async () => {
    const cookie = await server.logIn();
    server.clock.advance(LOGIN_AGE_MS - 1);
    expect(await me(cookie)).toBe(200);
    server.clock.advance(1);
    const answer = await server.call('GET', ME, { cookie });
    expect(answer).toMatchObject({ status: 401, body: { message: 'The login has ended; log in again' } });
  });
});

describe('POST /auth/login behind a trusted proxy', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start({ TRUST_PROXY: 'true' });
  });
  afterAll(() => server.close());

  const https = { 'x-forwarded-proto': 'https' };
  const me = async (cookie: string, headers: Record<string, string> = {}) =>
    (await server.call('GET', ME, { cookie, headers })).status;

  it('sets cookies over https that browsers take from this host alone, and over https alone', async () => {
    const answer = await login(server, admin, https);
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-dwell_sid=[\w.-]{76}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
      expect.stringMatching(
        /^__Host-dwell_device=[\w.-]{66}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ]);
    expect(await me(cookieOf(answer), https)).toBe(200);
  });

  it('sets and reads the cookie without the prefix over http, also if the browser has a cookie over https on the same host', async () => {
    const secure = cookieOf(await login(server, admin, https));
    const plain = cookieOf(await login(server, admin));
    expect(plain).toMatch(/^dwell_sid=/);
    expect(await me(plain)).toBe(200);
    expect(await me(`${plain}; ${secure}`)).toBe(200);
    expect(await me(`${plain}; ${secure}`, https)).toBe(200);
  });

  it('takes no cookie over https that another subdomain or a page over http may have planted', async () => {
    const secure = cookieOf(await login(server, admin, https));
    const planted = cookieOf(await login(server, admin));
    expect(await me(planted, https)).toBe(401);
    expect(await me(secure.replace('__Host-', ''), https)).toBe(401);
    expect(await me(secure)).toBe(401);

    const { headers } = await login(server, admin, { ...https, cookie: planted });
    expect(headers.getSetCookie()[0]).toMatch(/^__Host-dwell_sid=/);
    expect(await me(planted)).toBe(200);
  });

  it('also ends the login over http when the user logs out over https, and clears both cookies', async () => {
    const secure = cookieOf(await login(server, admin, https));
    const plain = cookieOf(await login(server, admin));
    const cookie = `${plain}; ${secure}`;
    const { headers } = await server.call('POST', '/api/v2/auth/logout', { cookie, headers: https });
    const cleared =
      '=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax';
    expect(headers.getSetCookie()).toEqual([`__Host-dwell_sid${cleared}`, `dwell_sid${cleared}`]);
    expect(await me(plain)).toBe(401);
    expect(await me(secure, https)).toBe(401);
  });

  it('answers 429 with Retry-After after ten failures, but only to the address that they came from', async () => {
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

describe('Failed logins behind a trusted proxy', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start({ TRUST_PROXY: 'loopback' });
  });
  afterAll(() => server.close());

  const cases: [string, (n: number) => string][] = [
    ['an IPv4 address with changing ports', (n) => `203.0.113.9:${4000 + n}`],
    ['an IPv6 address with changing ports', (n) => `[2001:db8::1]:${4000 + n}`],
    ['changing addresses of one IPv6 network', (n) => `2001:DB8::${n}`],
    [
      'one address in three forms',
      (n) => ['203.0.113.9', '::ffff:203.0.113.9', '::FFFF:cb00:7109'][n % 3] ?? '',
    ],
    ['made-up clients behind one address', (n) => `198.51.100.${n}, 203.0.113.9:${4000 + n}`],
    ['texts that are not addresses', (n) => ['unknown', `_hidden${n}`, ''][n % 3] ?? ''],
  ];
  describe.each(cases)('from %s', (_, addressOf) => {
    it.each(['x-forwarded-for', 'forwarded'])(
      'reach the limit when the header %s names the addresses',
      async (header) => {
        const from = (n: number): Record<string, string> => {
          const hops = addressOf(n)
            .split(', ')
            .map((hop) => (header === 'forwarded' ? `for="${hop}"` : hop));
          return { [header]: hops.join(', ') };
        };
        server.clock.advance(ATTEMPTS_WINDOW_MS);
        for (let n = 0; n < MAX_FAILURES_PER_ACCOUNT; n++) {
          expect((await login(server, { ...admin, password: 'wrong' }, from(n))).status).toBe(401);
        }
        expect((await login(server, admin, from(MAX_FAILURES_PER_ACCOUNT))).status).toBe(429);
        expect((await login(server, admin, { 'x-forwarded-for': '192.0.2.1' })).status).toBe(200);
      },
    );
  });
});
