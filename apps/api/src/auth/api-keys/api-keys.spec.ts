import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiKeyAnswer, ApiKeysAnswer, ApiKeyWithSecretAnswer } from '@dwell/shared';
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
      created_at: START_OF_TEST / 1000,
      last_used: null,
    };
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ ...kept, key: expect.stringMatching(/^dwell_[\w-]{43}$/) });
    expect(await listed(String(answer.body['id']))).toEqual(kept);
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

  it('was never last used in the future, also if it was used before the clock was set back', async () => {
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
  ])('is not created from %j', async (body, fields) => {
    const answer = await server.call('POST', '/api/v2/api-keys', { cookie: admin, body });
    expect(answer).toMatchObject({ status: 400, body: { errors: fields.map((field) => ({ field })) } });
  });
});
