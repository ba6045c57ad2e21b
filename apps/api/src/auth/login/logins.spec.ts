import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AuditAnswer, LoginsAnswer } from '@dwell/shared';
import { ADMIN_PASSWORD, cookieOf, TestServer } from '../../testing/test-server.js';
import type { Login } from '../../store/ports/session-data-stores.js';
import { MAX_STALENESS_MS } from '../guard/identities.js';
import { deviceNameOf } from './device-name.js';
import { MAX_USE_STEP_MS } from './login-use.js';

const HOUR_MS = 3_600_000;

describe('A login with an idle limit', () => {
  let server: TestServer;
  let cookie: string;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  beforeEach(async () => {
    server.clock.advance(1);
    cookie = await server.logIn();
  });
  afterAll(() => server.close());

  const me = async (sent = cookie) => (await server.call('GET', '/api/v2/auth/me', { cookie: sent })).status;
  const lastUses = async (): Promise<(number | undefined)[]> => {
    const uses: (number | undefined)[] = [];
    for await (const portion of server.running.database.archive.sessionData('logins')) {
      uses.push(...portion.map(({ data }) => (JSON.parse(data) as Login).usedAt));
    }
    return uses;
  };

  it('ends after twelve hours without use, for good', async () => {
    const now = server.clock.now();
    server.clock.advance(12 * HOUR_MS);
    expect(await me()).toBe(401);
    server.clock.set(now);
    expect(await me()).toBe(401);
  });

  it('stays for twelve hours after each use', async () => {
    for (let use = 0; use < 3; use++) {
      server.clock.advance(12 * HOUR_MS - 1);
      expect(await me()).toBe(200);
    }
    server.clock.advance(12 * HOUR_MS);
    expect(await me()).toBe(401);
  });

  it('does not end without use if its user is a reporter, so that no time is lost', async () => {
    const body = { username: 'reporter', password: 'violet umbrella 42', role: 'reporter' };
    await server.call('POST', '/api/v2/users', { cookie, body });
    const reporter = await server.logIn(body.username, body.password);
    server.clock.advance(29 * 24 * HOUR_MS);
    expect(await me(reporter)).toBe(200);
    expect(await me()).toBe(401);
  });

  it('costs a write only if its last stored use is five minutes old', async () => {
    const start = server.clock.now();
    for (let waited = 0; waited < MAX_USE_STEP_MS - MAX_STALENESS_MS; waited += MAX_STALENESS_MS) {
      server.clock.advance(MAX_STALENESS_MS);
      await me();
    }
    expect(await lastUses()).toContain(start);
    server.clock.advance(MAX_STALENESS_MS);
    await me();
    expect(await lastUses()).not.toContain(start);
    expect(await lastUses()).toContain(server.clock.now());
  });

  it('does not last longer because it was used while the clock was ahead', async () => {
    const start = server.clock.now();
    server.clock.advance(11 * HOUR_MS);
    expect(await me()).toBe(200);
    server.clock.set(start + HOUR_MS);
    expect(await me()).toBe(200);
    server.clock.advance(12 * HOUR_MS);
    expect(await me()).toBe(401);
  });

  it('can be used even if its last use can not be stored', async () => {
    const store = jest.spyOn(server.running.database.logins, 'replace');
    store.mockRejectedValueOnce(new Error('The disk is full'));
    server.clock.advance(HOUR_MS);
    expect(await me()).toBe(200);
    expect(store).toHaveBeenCalled();
    store.mockRestore();
  });
});

describe("A user's own logins", () => {
  const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const ADA = { username: 'ada', password: 'violet umbrella 42' };
  let server: TestServer;
  let admin: string;
  beforeAll(async () => {
    server = await TestServer.start({ TRUST_PROXY: 'loopback' });
    admin = await server.logIn();
    await server.call('POST', '/api/v2/users', {
      cookie: admin,
      body: { ...ADA, role: 'reporter', must_change_password: false },
    });
  });
  beforeEach(async () => {
    server.clock.advance(1_000);
    for (const cookie of [admin, await logIn(ADA)]) await send('DELETE', '', cookie);
  });
  afterAll(() => server.close());

  const logIn = async (body: object, headers: Record<string, string> = {}): Promise<string> => {
    const answer = await server.call('POST', '/api/v2/auth/login', { body, headers });
    return cookieOf(answer);
  };
  const send = (method: string, id: string, cookie: string) =>
    server.call<LoginsAnswer>(method, `/api/v2/auth/logins${id}`, { cookie });
  const list = async (cookie: string) => (await send('GET', '', cookie)).body;
  const me = async (cookie: string) => (await server.call('GET', '/api/v2/auth/me', { cookie })).status;

  it('are listed with their device, their address and their times; the login that asks comes first', async () => {
    const start = server.clock.now() / 1000;
    const phone = await logIn(ADA, { 'user-agent': FIREFOX, 'x-forwarded-for': '203.0.113.9' });
    server.clock.advance(600_000);
    const laptop = await logIn(ADA, { 'user-agent': 'curl/8.5.0' });
    server.clock.advance(600_000);
    expect(await me(phone)).toBe(200);
    const { count, logins } = await list(laptop);
    expect(count).toBe(3);
    expect(logins.slice(0, 2)).toEqual([
      {
        id: expect.any(String),
        created_at: start + 600,
        last_used_at: start + 1_200,
        address: '127.0.0.1',
        device: 'curl/8.5.0',
        current: true,
      },
      {
        id: expect.any(String),
        created_at: start,
        last_used_at: start + 1_200,
        address: '203.0.113.9',
        device: 'Firefox on Linux',
        current: false,
      },
    ]);
    const secrets = [laptop, phone].map(
      (cookie) => cookie.slice(cookie.indexOf('=') + 1).split('.')[0] ?? '',
    );
    for (const secret of secrets) expect(JSON.stringify(logins)).not.toContain(secret);
  });

  it('can be ended one by one, with effect at once', async () => {
    const [laptop, phone] = [await logIn(ADA), await logIn(ADA)];
    expect(await me(phone)).toBe(200);
    const id = (await list(phone)).logins[0]?.id ?? '';
    expect((await send('DELETE', `/${id}`, laptop)).status).toBe(204);
    expect(await me(phone)).toBe(401);
    expect(await me(laptop)).toBe(200);
    expect((await send('DELETE', `/${id}`, laptop)).status).toBe(404);
  });

  it("can not be ended by somebody else: the id of another user's login is answered 404", async () => {
    const ada = await logIn(ADA);
    const id = (await list(ada)).logins[0]?.id ?? '';
    for (const stranger of [id, 'no-such-id', '..%2F', '%00']) {
      expect((await send('DELETE', `/${stranger}`, admin)).status).toBe(404);
    }
    expect((await send('DELETE', '', admin)).status).toBe(204);
    expect(await me(ada)).toBe(200);
    expect((await list(admin)).logins).toHaveLength(1);
  });

  it('can be ended all together, except for the one that asks', async () => {
    const cookies = [await logIn(ADA), await logIn(ADA), await logIn(ADA)];
    expect((await send('DELETE', '', cookies[1] ?? '')).status).toBe(204);
    expect(await Promise.all(cookies.map(me))).toEqual([401, 200, 401]);
    expect(await list(cookies[1] ?? '')).toMatchObject({ count: 1, logins: [{ current: true }] });
  });

  it('are not listed once they have ended', async () => {
    const [first, second] = [await logIn({ username: 'admin', password: ADMIN_PASSWORD }), admin];
    expect((await list(second)).count).toBe(2);
    await server.call('POST', '/api/v2/auth/logout', { cookie: first });
    expect((await list(second)).count).toBe(1);
    server.clock.advance(12 * HOUR_MS);
    admin = await logIn({ username: 'admin', password: ADMIN_PASSWORD });
    expect((await list(admin)).count).toBe(1);
  });

  it('are all ended by an admin, and the audit log says by whom', async () => {
    const ada = await logIn(ADA);
    expect(await me(ada)).toBe(200);
    const end = (username: string, cookie: string) =>
      server.call('DELETE', `/api/v2/users/${username}/logins`, { cookie });
    expect((await end('admin', ada)).status).toBe(403);
    expect((await end('nobody', admin)).status).toBe(404);
    expect((await end('ada', admin)).status).toBe(204);
    expect(await me(ada)).toBe(401);
    const id = (await list(admin)).logins[0]?.id;
    const second = await logIn({ username: 'admin', password: ADMIN_PASSWORD });
    await send('DELETE', '', second);
    await send('DELETE', `/${id}`, second);
    admin = second;

    const { body } = await server.call<AuditAnswer>('GET', '/api/v2/audit?limit=7', { cookie: admin });
    expect(
      body.entries.map(({ act, actor, target, detail, outcome }) => [act, actor, target, detail, outcome]),
    ).toEqual([
      ['end-login', 'admin', null, id, 'refused'],
      ['end-other-logins', 'admin', null, null, 'done'],
      ['login', 'admin', null, null, 'done'],
      ['end-logins', 'admin', 'ada', null, 'done'],
      ['end-logins', 'admin', 'nobody', null, 'refused'],
      ['refused-call', 'ada', null, 'DELETE /api/v2/users/:username/logins', 'refused'],
      ['login', 'ada', null, null, 'done'],
    ]);
  });

  it("can't be listed or ended with an API key, which has no logins: that is answered 403", async () => {
    const key = await server.createKey({ name: 'k', role: 'admin', username: 'admin' });
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['DELETE', '/x'],
    ] as const) {
      expect((await server.call(method, `/api/v2/auth/logins${path}`, { key })).status).toBe(403);
    }
  });
});

describe('deviceNameOf', () => {
  const mozilla = (rest: string) => `Mozilla/5.0 (${rest}`;
  it.each([
    [
      mozilla('Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0'),
      'Edge on Windows',
    ],
    [
      mozilla('Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15'),
      'Safari on macOS',
    ],
    [
      mozilla('iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 CriOS/140.0 Mobile Safari/604.1'),
      'Chrome on iPhone',
    ],
    [
      mozilla('Linux; Android 15; SM-S911B) AppleWebKit/537.36 SamsungBrowser/27 Chrome/125 Safari/537.36'),
      'Samsung Internet on Android',
    ],
    [mozilla('X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0 Safari/537.36'), 'Chrome on Linux'],
    [mozilla('X11; CrOS x86_64 14541.0.0) NewEngine/1.0'), 'ChromeOS'],
    ['python-requests/2.32.3', 'python-requests/2.32.3'],
    ['<script>alert(1)</script>', undefined],
    [`${'x'.repeat(500)} ${'y'.repeat(500)}`, 'x'.repeat(40)],
    ['', undefined],
  ])('names the device of %s', (userAgent, name) => {
    expect(deviceNameOf(userAgent)).toBe(name);
  });
});
