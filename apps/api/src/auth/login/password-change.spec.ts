import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { LoginsAnswer, UserWithPasswordAnswer } from '@dwell/shared';
import { ADMIN_PASSWORD, type Answer, cookieOf, TestServer } from '../../testing/test-server.js';
import { ATTEMPTS_WINDOW_MS, MAX_FAILURES_PER_ACCOUNT } from './login-attempts.js';
import { Passwords } from './passwords.js';

const NEW_PASSWORD = 'a better horse battery';

describe('POST /auth/password', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.close());

  const change = (cookie: string, current_password: unknown, new_password: unknown): Promise<Answer> =>
    server.call('POST', '/api/v2/auth/password', { cookie, body: { current_password, new_password } });
  const me = async (cookie: string) => (await server.call('GET', '/api/v2/auth/me', { cookie })).status;
  const login = async (password: string) =>
    (await server.call('POST', '/api/v2/auth/login', { body: { username: 'admin', password } })).status;

  it('gives this device a new session id and ends the other logins', async () => {
    const [laptop, phone] = [await server.logIn(), await server.logIn()];
    expect(await me(laptop)).toBe(200);
    expect(await me(phone)).toBe(200);

    const answer = await change(laptop, ADMIN_PASSWORD, NEW_PASSWORD);
    expect(answer).toMatchObject({ status: 204, text: '' });
    const renewed = cookieOf(answer);
    expect(await me(renewed)).toBe(200);
    expect(await me(laptop)).toBe(401);
    expect(await me(phone)).toBe(401);

    expect(await login(ADMIN_PASSWORD)).toBe(401);
    expect(await login(NEW_PASSWORD)).toBe(200);
    await change(renewed, NEW_PASSWORD, ADMIN_PASSWORD);
  });

  it.each<[string, unknown, unknown, string]>([
    ['a wrong current password', 'wrong password', NEW_PASSWORD, 'current_password'],
    ['a new password that is too short', ADMIN_PASSWORD, '1234567', 'new_password'],
    ['a new password that is too long', ADMIN_PASSWORD, 'x'.repeat(257), 'new_password'],
    ['a missing new password', ADMIN_PASSWORD, undefined, 'new_password'],
  ])('answers 400, names the field and changes nothing for %s', async (_, current, changed, field) => {
    const cookie = await server.logIn();
    const answer = await change(cookie, current, changed);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect(await me(cookie)).toBe(200);
    expect(await login(ADMIN_PASSWORD)).toBe(200);
  });

  it('counts wrong current passwords as failed attempts', async () => {
    const cookie = await server.logIn();
    for (let i = 0; i < MAX_FAILURES_PER_ACCOUNT; i++) await change(cookie, 'wrong password', NEW_PASSWORD);
    expect((await change(cookie, ADMIN_PASSWORD, NEW_PASSWORD)).status).toBe(429);
    server.clock.advance(ATTEMPTS_WINDOW_MS);
  });

  it('answers 403 to an API key, which has no password', async () => {
    const key = await server.createKey({ name: 'k', role: 'admin', username: 'admin' });
    const answer = await server.call('POST', '/api/v2/auth/password', {
      key,
      body: { current_password: ADMIN_PASSWORD, new_password: NEW_PASSWORD },
    });
    expect(answer.status).toBe(403);
    expect(await login(ADMIN_PASSWORD)).toBe(200);
  });
});

describe('A password that somebody else has given', () => {
  let server: TestServer;
  let admin: string;
  beforeAll(async () => {
    server = await TestServer.start();
    admin = await server.logIn();
  });
  afterAll(() => server.close());

  const create = async (body: object): Promise<string> => {
    const answer = await server.call<UserWithPasswordAnswer>('POST', '/api/v2/users', {
      cookie: admin,
      body,
    });
    return answer.body.password ?? '';
  };
  const post = (path: string, cookie: string | undefined, body?: object) =>
    server.call('POST', `/api/v2/${path}`, { cookie, body });
  const logIn = (username: string, password: string) => post('auth/login', undefined, { username, password });
  const me = (cookie: string) => server.call('GET', '/api/v2/auth/me', { cookie });

  it('must be changed before a login can call any other route that needs a caller, except GET /auth/me', async () => {
    const given = await create({ username: 'ada', role: 'admin' });
    const answer = await logIn('ada', given);
    expect(answer).toMatchObject({ status: 200, body: { username: 'ada', must_change_password: true } });
    const cookie = cookieOf(answer);
    expect((await me(cookie)).body).toMatchObject({ role: 'admin', must_change_password: true });

    const { body } = await server.call<{ paths: Record<string, object> }>('GET', '/api/docs-json');
    const open: string[] = [];
    for (const [path, methods] of Object.entries(body.paths)) {
      for (const method of Object.keys(methods).map((name) => name.toUpperCase())) {
        if (path.endsWith('/logout') || path.endsWith('/login')) continue;
        const { status, text } = await server.call(method, path.replace(/\{\w+\}/g, 'none'), { cookie });
        const isRefused = status === 403 && text.includes('Change your password first');
        if (!isRefused) open.push(`${method} ${path}`);
        else if (path.startsWith('/api')) expect(text).toContain('"reason":"must_change_password"');
      }
    }
    expect(open.sort()).toEqual(
      [
        'GET /api/v2/auth/me',
        'GET /api/v2/tracker',
        'GET /healthz',
        'GET /readyz',
        'POST /api/v2/auth/password',
      ].sort(),
    );
  });

  it('is changed by its user to another one, and then the user can read and need not change it again', async () => {
    const given = 'crème brûlée 77';
    await create({ username: 'ben', role: 'analyst', password: given });
    const cookie = await server.logIn('ben', given);
    for (const same of [given, given.normalize('NFD')]) {
      const refused = await post('auth/password', cookie, { current_password: given, new_password: same });
      expect(refused).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'new_password', message: 'must differ from the current password' }] },
      });
    }
    const changed = await post('auth/password', cookie, {
      current_password: given,
      new_password: NEW_PASSWORD,
    });
    expect(changed.status).toBe(204);
    const fresh = cookieOf(changed);
    expect((await me(fresh)).body).toEqual({ username: 'ben', role: 'analyst', via: 'login' });
    expect((await server.call('GET', '/api/v2/sessions', { cookie: fresh })).status).toBe(200);
    expect((await logIn('ben', NEW_PASSWORD)).body).not.toHaveProperty('must_change_password');
  });

  it('must be changed after a reset too, and does not stop the API keys of the account', async () => {
    await create({ username: 'cleo', password: 'violet umbrella 42', must_change_password: false });
    const key = await server.createKey({ name: 'k', role: 'analyst', username: 'cleo' });
    const cookie = await server.logIn('cleo', 'violet umbrella 42');
    expect((await server.call<LoginsAnswer>('GET', '/api/v2/auth/logins', { cookie })).body.count).toBe(1);

    const reset = await post('users/cleo/reset', admin);
    const given = String(reset.body['password']);
    expect((await logIn('cleo', given)).body).toMatchObject({ must_change_password: true });
    expect((await server.call('GET', '/api/v2/sessions', { key })).status).toBe(200);
  });

  it('need not be changed if must_change_password is false, as for a program', async () => {
    const given = await create({ username: 'program', role: 'reporter', must_change_password: false });
    const cookie = await server.logIn('program', given);
    expect((await post('sessionstart', cookie)).status).toBe(200);
    const bad = await post('users', admin, { username: 'x', must_change_password: 'no' });
    expect(bad).toMatchObject({ status: 400, body: { errors: [{ field: 'must_change_password' }] } });
  });
});

describe('A password that was hashed at another cost', () => {
  let server: TestServer;
  let old: string;
  beforeAll(async () => {
    server = await TestServer.start();
    old = await new Passwords({ N: 32, r: 1, p: 1 }).hash(ADMIN_PASSWORD);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await server.running.database.accounts.updateUser('admin', { passwordHash: old });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const logIn = (password: string) =>
    server.call('POST', '/api/v2/auth/login', { body: { username: 'admin', password } });
  const find = () => server.running.database.accounts.findUser('admin');

  it('is hashed at the present cost by the next successful login, which ends no other login', async () => {
    const before = await find();
    expect((await logIn('wrong password')).status).toBe(401);
    expect((await find())?.passwordHash).toBe(old);
    expect((await logIn(ADMIN_PASSWORD)).status).toBe(200);
    const after = await find();
    expect(after).toEqual({ ...before, passwordHash: expect.stringMatching(/^scrypt\$16\$1\$1\$/) });
    expect((await logIn(ADMIN_PASSWORD)).status).toBe(200);
    expect(await find()).toEqual(after);
  });

  it('lets its user log in even if the new hash can not be made or stored', async () => {
    jest.spyOn(Passwords.prototype, 'hash').mockRejectedValueOnce(new Error('Too many wait'));
    expect((await logIn(ADMIN_PASSWORD)).status).toBe(200);
    const { accounts } = server.running.database;
    const store = jest.spyOn(accounts, 'updateUserOfGeneration');
    store.mockRejectedValueOnce(new Error('The disk is full'));
    expect((await logIn(ADMIN_PASSWORD)).status).toBe(200);
    expect(store).toHaveBeenCalled();
    expect((await find())?.passwordHash).toBe(old);
  });

  it('is not stored again over a password that was set meanwhile', async () => {
    const reset = { passwordHash: 'of the reset', loginGeneration: 77 };
    jest.spyOn(Passwords.prototype, 'hash').mockImplementationOnce(async () => {
      await server.running.database.accounts.updateUser('admin', reset);
      return 'late';
    });
    await logIn(ADMIN_PASSWORD);
    expect(await find()).toMatchObject(reset);
  });
});
