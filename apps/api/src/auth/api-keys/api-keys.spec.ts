import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiKeyAnswer, ApiKeysAnswer, ApiKeyWithSecretAnswer } from '@dwell/shared';
import { ORIGIN_PATTERN } from './api-keys.dto.js';
import { type Answer, type Call, START_OF_TEST, TestServer } from '../../testing/test-server.js';

const KEEPALIVE = { visible: true, path: ['view'] };

describe('An API key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dwell-keys-'));
  let server: TestServer;
  let admin: string;
  beforeAll(async () => {
    server = await TestServer.start({ DATABASE_URL: `file:${folder}/dwell.db` });
    admin = await server.logIn();
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const create = async (body: unknown): Promise<ApiKeyWithSecretAnswer> =>
    (await server.call<ApiKeyWithSecretAnswer>('POST', '/api/v2/api-keys', { cookie: admin, body })).body;
  const listed = async (id: string): Promise<ApiKeyAnswer | undefined> =>
    (await server.call<ApiKeysAnswer>('GET', '/api/v2/api-keys', { cookie: admin })).body.api_keys.find(
      (key) => key.id === id,
    );
  const me = (call: Call): Promise<Answer> => server.call('GET', '/api/v2/auth/me', call);
  const start = (call: Call): Promise<Answer> => server.call('POST', '/api/v2/sessionstart', call);

  it('is shown only in the answer to its creation', async () => {
    const answer = await server.call('POST', '/api/v2/api-keys', {
      cookie: admin,
      body: { name: 'wall screen', role: 'reporter', username: 'screen' },
    });
    const kept = {
      id: expect.any(String),
      name: 'wall screen',
      role: 'reporter',
      username: 'screen',
      session_data: false,
      origins: [],
      expires_at: null,
      created_at: START_OF_TEST / 1000,
      created_by: 'admin',
      last_used: null,
    };
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ ...kept, key: expect.stringMatching(/^dwell_[\w-]{43}$/) });
    expect(await listed(String(answer.body['id']))).toEqual(kept);
  });

  it("can be bound to origins in many forms, which all match the pattern in the API's documentation", async () => {
    const origins = ['HTTPS://App.Example.COM', 'https://app.example.com:65535', 'http://127.0.0.1:8080/']
      .concat(
        'http://[2001:db8::1]',
        'https://bücher.example',
        'https://my_app.example',
        'https://app.example.',
      )
      .map((origin) => ({ origin, isDocumented: new RegExp(ORIGIN_PATTERN, 'u').test(origin) }));
    expect(origins.filter(({ isDocumented }) => !isDocumented)).toEqual([]);
    const created = await create({
      name: 'k',
      role: 'reporter',
      origins: origins.map(({ origin }) => origin),
    });
    expect(created.origins).toHaveLength(origins.length);
  });

  it('is stored as a hash only, and is not in the files of the database', async () => {
    const { key, id } = await create({ name: 'secret', role: 'reporter' });
    const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'));
    expect(files.some((content) => content.includes(id))).toBe(true);
    expect(files.some((content) => content.includes(key))).toBe(false);
  });

  it('is accepted in Authorization and in X-Custom-Auth', async () => {
    const { key } = await create({ name: 'k', role: 'reporter', username: 'ada' });
    const answer = { status: 200, body: { username: 'ada', role: 'reporter', via: 'api-key' } };
    expect(await me({ key })).toMatchObject(answer);
    expect(await me({ headers: { 'x-custom-auth': key } })).toMatchObject(answer);
  });

  it.each(['dwell_', `dwell_${'A'.repeat(43)}`, 'x'])(
    'is refused with 401 if it does not exist: %s',
    async (key) => {
      const answer = await me({ headers: { 'x-custom-auth': key } });
      expect(answer).toMatchObject({ status: 401, body: { message: 'The API key is not valid' } });
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    },
  );

  it('is refused at once after it was revoked', async () => {
    const { key, id } = await create({ name: 'k', role: 'reporter', username: 'ada' });
    expect((await me({ key })).status).toBe(200);
    const revoke = () => server.call('DELETE', `/api/v2/api-keys/${id}`, { cookie: admin });
    expect(await revoke()).toMatchObject({ status: 204, text: '' });
    expect((await me({ key })).status).toBe(401);
    expect(await listed(id)).toBeUndefined();
    expect((await revoke()).status).toBe(404);
  });

  it('shows when it was last used', async () => {
    const { key, id } = await create({ name: 'k', role: 'reporter', username: 'ada' });
    server.clock.advance(10_000);
    await me({ key });
    expect((await listed(id))?.last_used).toBe(server.clock.now() / 1000);
    server.clock.advance(1);
    await me({ key });
    server.clock.advance(60_000);
    expect((await listed(id))?.last_used).toBe((server.clock.now() - 60_000) / 1000);
  });

  it('shows no last use in the future, even if it was used before the clock was set back', async () => {
    const { key, id } = await create({ name: 'k', role: 'reporter', username: 'ada' });
    const now = server.clock.now();
    server.clock.advance(10 * 24 * 3_600_000);
    await me({ key });
    await server.call('GET', '/api/v2/api-keys', { cookie: await server.logIn() });
    server.clock.set(now);
    expect((await listed(id))?.last_used).toBe(now / 1000);
  });

  it('reports only for the user that it is bound to', async () => {
    const { key } = await create({ name: 'k', role: 'reporter', username: 'Jörg' });
    expect((await start({ key })).status).toBe(200);
    expect((await start({ key, user: 'Jörg' })).status).toBe(200);
    expect((await start({ key, user: 'ada' })).status).toBe(403);
  });

  it('needs X-Dwell-User in each report if it is bound to no user', async () => {
    const { key } = await create({ name: 'k', role: 'reporter' });
    expect((await start({ key, user: 'Jörg 🙂' })).status).toBe(200);
    expect((await me({ key, user: 'Jörg 🙂' })).body).toMatchObject({ username: 'Jörg 🙂' });
    const unnamed = { status: 400, body: { errors: [{ field: 'X-Dwell-User' }] } };
    expect(await start({ key })).toMatchObject(unnamed);
    expect(await server.call('POST', '/api/v2/keepalive', { key, body: KEEPALIVE })).toMatchObject(unnamed);
    expect(await start({ key, headers: { 'x-dwell-user': '%FF' } })).toMatchObject(unnamed);
  });

  it('reads sessions without X-Dwell-User if its role allows it', async () => {
    const { key } = await create({ name: 'k', role: 'analyst' });
    const answer = await me({ key });
    expect(answer).toMatchObject({ status: 200, body: { role: 'analyst', via: 'api-key' } });
    expect(answer.body).not.toHaveProperty('username');
    expect((await server.call('GET', '/api/v2/sessions?limit=1', { key })).status).toBe(200);
  });

  it.each<[unknown, string[]]>([
    [{}, ['name', 'role']],
    [{ name: 'k', role: 'root' }, ['role']],
    [{ name: '', role: 'reporter' }, ['name']],
    [{ name: 'k', role: 'reporter', username: '' }, ['username']],
    [{ name: 'k', role: 'reporter', key: 'dwell_mine' }, ['key']],
    [{ name: 'k', role: 'reporter', session_data: 'yes' }, ['session_data']],
    [{ name: 'k', role: 'reporter', origins: 'https://a.example' }, ['origins']],
    [{ name: 'k', role: 'reporter', origins: ['a.example'] }, ['origins']],
    [{ name: 'k', role: 'reporter', origins: Array(21).fill('https://a.example') }, ['origins']],
    [{ name: 'k', role: 'reporter', expires_at: START_OF_TEST * 10 }, ['expires_at']],
    [{ name: 'k', role: 'reporter', expires_at: '2030-01-01' }, ['expires_at']],
  ])('is not created from %j', async (body, fields) => {
    const answer = await server.call('POST', '/api/v2/api-keys', { cookie: admin, body });
    expect(answer).toMatchObject({ status: 400, body: { errors: fields.map((field) => ({ field })) } });
  });

  it('is listed with its limits: its expiry, its origins, and whether it may use session data', async () => {
    const expires_at = server.clock.now() / 1000 + 60;
    const origins = ['https://App.example.com/', 'http://localhost:4000'];
    const { id } = await create({ name: 'k', role: 'reporter', session_data: true, origins, expires_at });
    expect(await listed(id)).toMatchObject({
      session_data: true,
      origins: ['https://app.example.com', 'http://localhost:4000'],
      expires_at,
      created_by: 'admin',
    });
  });

  it('is refused as soon as it has expired, even if it was used a millisecond before', async () => {
    const expires_at = server.clock.now() / 1000 + 2;
    const { key } = await create({ name: 'k', role: 'reporter', expires_at });
    server.clock.advance(1_999);
    expect((await me({ key })).status).toBe(200);
    server.clock.advance(1);
    expect(await me({ key })).toMatchObject({ status: 401, body: { message: 'The API key has expired' } });
  });

  it('is accepted only from pages of the origins that it is bound to', async () => {
    const { key } = await create({
      name: 'k',
      role: 'reporter',
      username: 'a',
      origins: ['https://a.example'],
    });
    const from = async (headers: Record<string, string>) => (await start({ key, headers })).status;
    expect(await from({ origin: 'https://a.example' })).toBe(200);
    expect(await from({ origin: 'https://A.example:443' })).toBe(200);
    expect(await from({ origin: 'https://b.example' })).toBe(403);
    expect(await from({})).toBe(403);
  });
});

describe('An API key that an admin made', () => {
  let server: TestServer;
  let admin: string;
  beforeAll(async () => {
    server = await TestServer.start();
    admin = await server.logIn();
  });
  afterAll(() => server.close());

  const roleOf = async (key: string) => (await server.call('GET', '/api/v2/auth/me', { key })).body['role'];
  const asAdmin = async (method: string, path: string, body?: unknown) => {
    const answer = await server.call(method, `/api/v2/${path}`, { cookie: admin, body });
    if (answer.status >= 300) throw new Error(answer.text);
    return answer.body;
  };
  const PASSWORD = 'a long enough phrase 7';

  /**
   * Creates an admin with this name and four API keys: the admin makes three, and the first of these keys makes the
   * fourth. Resolves to the admin's cookie, and a function that returns the keys' current roles.
   */
  const keysOf = async (username: string) => {
    await asAdmin('POST', 'users', {
      username,
      password: PASSWORD,
      role: 'admin',
      must_change_password: false,
    });
    const cookie = await server.logIn(username, PASSWORD);
    const make = async (call: Call, body: unknown) =>
      (await server.call<ApiKeyWithSecretAnswer>('POST', '/api/v2/api-keys', { ...call, body })).body.key;
    const adminKey = await make({ cookie }, { name: 'admin', role: 'admin' });
    const keys = [
      adminKey,
      await make({ cookie }, { name: 'analyst', role: 'analyst' }),
      await make({ cookie }, { name: 'reporter', role: 'reporter' }),
      await make({ key: adminKey }, { name: 'made by his admin key', role: 'admin' }),
    ];
    return { cookie, roles: () => Promise.all(keys.map(roleOf)) };
  };

  it('has no more rights than that admin, also after the admin got a lesser role', async () => {
    const { cookie, roles } = await keysOf('ben');
    expect(await roles()).toEqual(['admin', 'analyst', 'reporter', 'admin']);
    await asAdmin('PATCH', 'users/ben', { role: 'analyst' });
    expect(await roles()).toEqual(['analyst', 'analyst', 'reporter', 'analyst']);
    expect((await server.call('GET', '/api/v2/auth/me', { cookie })).status).toBe(401);
  });

  it('has only the role reporter once that admin is removed, also if another user gets the name', async () => {
    const { cookie, roles } = await keysOf('eve');
    await asAdmin('DELETE', 'users/eve');
    expect(await roles()).toEqual(['reporter', 'reporter', 'reporter', 'reporter']);
    server.clock.advance(1_000);
    await asAdmin('POST', 'users', { username: 'eve', password: PASSWORD, role: 'admin' });
    expect(await roles()).toEqual(['reporter', 'reporter', 'reporter', 'reporter']);
    expect((await server.call('GET', '/api/v2/auth/me', { cookie })).status).toBe(401);
  });

  it('has no more rights than the user that it is bound to, and is removed with that user', async () => {
    await asAdmin('POST', 'users', { username: 'cem', password: PASSWORD, role: 'admin' });
    const { key } = await asAdmin('POST', 'api-keys', { name: 'k', role: 'admin', username: 'cem' });
    expect(await roleOf(String(key))).toBe('admin');
    await asAdmin('PATCH', 'users/cem', { role: 'reporter' });
    expect(await roleOf(String(key))).toBe('reporter');
    await asAdmin('DELETE', 'users/cem');
    expect((await server.call('GET', '/api/v2/auth/me', { key: String(key) })).status).toBe(401);
  });

  it('keeps its rights when the password of the admin who made it is reset, while the login of that admin ends', async () => {
    const { cookie, roles } = await keysOf('dan');
    await asAdmin('POST', 'users/dan/reset');
    expect((await server.call('GET', '/api/v2/auth/me', { cookie })).status).toBe(401);
    expect(await roles()).toEqual(['admin', 'analyst', 'reporter', 'admin']);
  });
});
