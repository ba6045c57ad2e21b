import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SavedViewsAnswer, UserWithPasswordAnswer } from '@dwell/shared';
import { type Answer, START_OF_TEST, TestServer } from '../../testing/test-server.js';

describe('/users', () => {
  let server: TestServer;
  let admin: string;
  beforeAll(async () => {
    server = await TestServer.start();
    admin = await server.logIn();
  });
  afterAll(() => server.close());

  const call = <T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T>> => server.call<T>(method, `/api/v2/users${path}`, { cookie: admin, body });
  const create = (body: unknown) => call<UserWithPasswordAnswer>('POST', '', body);
  /** Creates a user, logs in, and returns the cookie. */
  const loggedIn = async (username: string, role = 'analyst'): Promise<string> => {
    const { body } = await create({ username, role, must_change_password: false });
    return server.logIn(username, body.password);
  };
  const me = (cookie: string): Promise<Answer> => server.call('GET', '/api/v2/auth/me', { cookie });
  const names = async () =>
    (await call<{ users: { username: string }[] }>('GET', '')).body.users.map(({ username }) => username);

  it('creates a user with a generated password, shown once, and with the role analyst by default', async () => {
    const answer = await create({ username: 'ada' });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      username: 'ada',
      role: 'analyst',
      created_at: START_OF_TEST / 1000,
      second_factor: false,
      password: expect.stringMatching(/^[\w-]{22}$/),
    });
    await server.logIn('ada', answer.body.password);
    const { text } = await call('GET', '');
    expect(text).toContain('"ada"');
    expect(text).not.toMatch(/password|scrypt|generation/i);
  });

  it('creates a user with a given password and does not show it', async () => {
    const answer = await create({ username: 'grace', password: 'a given password', role: 'reporter' });
    expect(answer).toMatchObject({ status: 201, body: { username: 'grace', role: 'reporter' } });
    expect(answer.text).not.toContain('password');
    expect((await me(await server.logIn('grace', 'a given password'))).body).toMatchObject({
      role: 'reporter',
    });
  });

  it('compares also the last character of a long password', async () => {
    const password = 'violet umbrella '.repeat(16);
    expect((await create({ username: 'long', password })).status).toBe(201);
    expect((await me(await server.logIn('long', password))).status).toBe(200);
    await expect(server.logIn('long', password.slice(0, -1))).rejects.toThrow('Login answered 401');
  });

  it('answers 400 to null in an optional field', async () => {
    expect(await create({ username: 'null', password: null, role: null })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'password' }, { field: 'role' }] },
    });
  });

  it('answers 400 to a password with a lone surrogate, which no encoding can tell from others', async () => {
    expect(await create({ username: 'half', password: 'half of \ud83d a face' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'password' }] },
    });
  });

  it('answers 409 to a username that is taken', async () => {
    await create({ username: 'twice', password: 'the first password' });
    expect((await create({ username: 'twice', password: 'the second password' })).status).toBe(409);
    await server.logIn('twice', 'the first password');
  });

  it.each([
    ['a name with a slash', 'a/b'],
    ['the name of a prototype', '__proto__'],
    ['a name in any script', 'J\u00f6rg \ud83d\ude42'],
    ['a name of signs', '50% $off.'],
    ['512 wide characters', '\u65e5'.repeat(512)],
  ])('accepts %s as a username', async (_, username) => {
    expect((await create({ username })).status).toBe(201);
    const path = `/${encodeURIComponent(username)}`;
    expect(await call('PATCH', path, { role: 'reporter' })).toMatchObject({
      status: 200,
      body: { username },
    });
    expect((await call('DELETE', path)).status).toBe(204);
  });

  it.each<[string, unknown, string[]]>([
    ['an empty body', {}, ['username']],
    ['a name with NUL', { username: 'a\0b' }, ['username']],
    ['a name that is too long', { username: 'x'.repeat(513) }, ['username']],
    ['an unknown role', { username: 'x', role: 'root' }, ['role']],
    ['a password that is too short', { username: 'x', password: '1234567' }, ['password']],
    ['an unknown field', { username: 'x', passwordHash: 'x' }, ['passwordHash']],
  ])('answers 400 and names the field for %s', async (_, body, fields) => {
    const answer = await create(body);
    expect(answer).toMatchObject({ status: 400, body: { errors: fields.map((field) => ({ field })) } });
  });

  it("V33: ends a user's logins when the role changes, so that an old session id never gains rights", async () => {
    const { body } = await create({ username: 'promoted', role: 'reporter', must_change_password: false });
    const logIn = () => server.logIn('promoted', body.password);
    let cookie = await logIn();
    expect((await me(cookie)).body).toMatchObject({ role: 'reporter' });
    for (const role of ['admin', 'reporter']) {
      expect(await call('PATCH', '/promoted', { role })).toMatchObject({ status: 200, body: { role } });
      expect((await me(cookie)).status).toBe(401);
      cookie = await logIn();
      expect((await me(cookie)).body).toMatchObject({ role });
    }
    expect((await server.call('GET', '/api/v2/users', { cookie })).status).toBe(403);
  });

  it('keeps the logins when the role stays the same', async () => {
    const cookie = await loggedIn('steady');
    expect((await call('PATCH', '/steady', { role: 'analyst' })).status).toBe(200);
    expect((await me(cookie)).status).toBe(200);
  });

  it('V33: ends all logins of users who change their own role, and gives them a new session id on this device', async () => {
    const { body } = await create({ username: 'abdicating', role: 'admin', must_change_password: false });
    const [laptop, phone] = [
      await server.logIn('abdicating', body.password),
      await server.logIn('abdicating', body.password),
    ];
    const answer = await server.call('PATCH', '/api/v2/users/abdicating', {
      cookie: laptop,
      body: { role: 'analyst' },
    });
    expect(answer).toMatchObject({ status: 200, body: { role: 'analyst' } });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect((await me(cookie.slice(0, cookie.indexOf(';')))).body).toMatchObject({ role: 'analyst' });
    expect([(await me(laptop)).status, (await me(phone)).status]).toEqual([401, 401]);
  });

  it('sets no cookie when an API key changes the role of its own user', async () => {
    await create({ username: 'owner', role: 'admin' });
    const key = await server.createKey({ name: 'owner', role: 'admin', username: 'owner' });
    const answer = await server.call('PATCH', '/api/v2/users/owner', { key, body: { role: 'analyst' } });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
  });

  it('reset makes a new password and ends the logins', async () => {
    const cookie = await loggedIn('forgetful');
    expect((await me(cookie)).status).toBe(200);
    const { status, body } = await call<UserWithPasswordAnswer>('POST', '/forgetful/reset');
    expect(status).toBe(200);
    expect((await me(cookie)).status).toBe(401);
    expect((await me(await server.logIn('forgetful', body.password))).status).toBe(200);
  });

  it('ends the logins of a removed user, even after another user of the same name is created', async () => {
    const cookie = await loggedIn('leaver');
    expect((await me(cookie)).status).toBe(200);
    expect(await call('DELETE', '/leaver')).toMatchObject({ status: 204, text: '' });
    expect((await me(cookie)).status).toBe(401);
    expect(await names()).not.toContain('leaver');
    await create({ username: 'leaver' });
    expect((await me(cookie)).status).toBe(401);
  });

  it('removes the API keys that are bound to a removed user', async () => {
    await create({ username: 'bot' });
    const bound = await server.createKey({ name: 'bound', role: 'analyst', username: 'bot' });
    const free = await server.createKey({ name: 'free', role: 'analyst' });
    const withKey = async (key: string) => (await server.call('GET', '/api/v2/auth/me', { key })).status;
    expect([await withKey(bound), await withKey(free)]).toEqual([200, 200]);
    await call('DELETE', '/bot');
    expect([await withKey(bound), await withKey(free)]).toEqual([401, 200]);
  });

  it('removes the saved views that a removed user does not share, so that a later user of the same name has none of them', async () => {
    const cookie = await loggedIn('saver');
    const save = (name: string, shared: boolean) =>
      server.call('POST', '/api/v2/saved-views', {
        cookie,
        body: { name, page: 'overview', query: '', shared },
      });
    expect([(await save('own', false)).status, (await save('for all', true)).status]).toEqual([201, 201]);
    await call('DELETE', '/saver');
    const later = await loggedIn('saver');
    const { body } = await server.call<SavedViewsAnswer>('GET', '/api/v2/saved-views', { cookie: later });
    expect(body.saved_views.map(({ name }) => name)).toEqual(['for all']);
  });

  it('keeps the saved views of a user who has no account, or who is the last admin and stays', async () => {
    const key = await server.createKey({ name: 'for tokens', role: 'analyst' });
    const named = (username: string) => ({ key, headers: { 'x-dwell-user': username } });
    const body = { name: 'kept', page: 'overview', query: '', shared: false };
    expect((await server.call('POST', '/api/v2/saved-views', { ...named('token-user'), body })).status).toBe(
      201,
    );
    expect((await server.call('POST', '/api/v2/saved-views', { cookie: admin, body })).status).toBe(201);
    expect((await call('DELETE', '/token-user')).status).toBe(404);
    expect((await call('DELETE', '/admin')).status).toBe(409);
    const kept = async (caller: object): Promise<string[]> => {
      const answer = await server.call<SavedViewsAnswer>('GET', '/api/v2/saved-views', caller);
      return answer.body.saved_views.filter(({ shared }) => !shared).map(({ name }) => name);
    };
    expect([await kept(named('token-user')), await kept({ cookie: admin })]).toEqual([['kept'], ['kept']]);
  });

  it('refuses to remove or demote the last admin', async () => {
    expect((await call('DELETE', '/admin')).status).toBe(409);
    expect((await call('PATCH', '/admin', { role: 'analyst' })).status).toBe(409);
    expect((await call('PATCH', '/admin', { role: 'admin' })).status).toBe(200);
    await create({ username: 'second', role: 'admin' });
    expect((await call('PATCH', '/second', { role: 'analyst' })).status).toBe(200);
    expect((await me(admin)).body).toMatchObject({ role: 'admin' });
  });

  it.each([
    ['PATCH', '/nobody', { role: 'admin' }],
    ['POST', '/nobody/reset', undefined],
    ['DELETE', '/nobody', undefined],
  ])('answers 404 for an unknown user: %s %s', async (method, path, body) => {
    expect((await call(method, path, body)).status).toBe(404);
  });
});
