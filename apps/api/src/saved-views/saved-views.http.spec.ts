import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AuditAnswer,
  MAX_SAVED_VIEW_NAME_LENGTH,
  MAX_SAVED_VIEW_QUERY_LENGTH,
  MAX_SAVED_VIEWS_PER_USER,
  type SavedViewAnswer,
  type SavedViewsAnswer,
} from '@dwell/shared';
import { type CallAs, namedCallers } from '../testing/named-callers.js';
import { START_OF_TEST, TestServer } from '../testing/test-server.js';

const WEEK = { name: 'week', page: 'overview', query: 'range=7d&view=%2Forders' } as const;

describe('Saved views', () => {
  let server: TestServer;
  let admin: string;
  let as: CallAs;
  beforeAll(async () => {
    server = await TestServer.start();
    ({ admin, as } = await namedCallers(server, 'saved-views', ['ann', 'ben', 'cleo', 'max']));
  });
  afterAll(() => server.close());

  const save = async (username: string, body: object): Promise<SavedViewAnswer> => {
    const answer = await as<SavedViewAnswer>(username, 'POST', '', { ...WEEK, ...body });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const namesFor = async (username: string): Promise<string[]> =>
    (await as<SavedViewsAnswer>(username, 'GET')).body.saved_views.map(({ name }) => name);

  it('are private, until their owner shares them with everybody who may read', async () => {
    const saved = await save('ann', {});
    expect(saved).toEqual({
      id: saved.id,
      ...WEEK,
      owner: 'ann',
      shared: false,
      created_at: START_OF_TEST / 1000,
    });
    expect((await as('ann', 'GET')).body).toEqual({ description: 'Saved views', saved_views: [saved] });
    expect(await namesFor('ben')).toEqual([]);
    expect(await namesFor('admin')).toEqual([]);

    const shared = await as('ann', 'PATCH', `/${saved.id}`, { shared: true });
    expect(shared).toMatchObject({ status: 200, body: { ...saved, shared: true } });
    expect((await as('ben', 'GET')).body).toEqual({ description: 'Saved views', saved_views: [shared.body] });

    await as('ann', 'PATCH', `/${saved.id}`, { shared: false });
    expect(await namesFor('ben')).toEqual([]);
  });

  it('can be given another name, another page and other filters by their owner alone', async () => {
    const own = await save('ann', { name: 'mine' });
    const shared = await save('ann', { name: 'ours', shared: true });
    const change = { name: 'people', page: 'people', query: 'usernames=ann' };
    for (const other of ['ben', 'admin']) {
      expect((await as(other, 'PATCH', `/${own.id}`, change)).status).toBe(404);
      expect((await as(other, 'PATCH', `/${shared.id}`, change)).status).toBe(403);
    }
    expect(await as('ann', 'PATCH', `/${shared.id}`, change)).toMatchObject({
      status: 200,
      body: { ...shared, ...change },
    });
    expect((await as('ann', 'PATCH', '/none', change)).status).toBe(404);
  });

  it('are removed by their owner, and by admins if they are shared', async () => {
    const own = await save('ben', { name: 'mine' });
    const shared = await save('ben', { name: 'ours', shared: true });
    expect((await as('ann', 'DELETE', `/${own.id}`)).status).toBe(404);
    expect((await as('admin', 'DELETE', `/${own.id}`)).status).toBe(404);
    expect((await as('ann', 'DELETE', `/${shared.id}`)).status).toBe(403);
    expect((await as('admin', 'DELETE', `/${shared.id}`)).status).toBe(204);
    expect((await as('ben', 'DELETE', `/${own.id}`)).status).toBe(204);
    expect((await as('ben', 'DELETE', `/${own.id}`)).status).toBe(404);
  });

  it('have names that one owner can use once only; the error names the field', async () => {
    await save('cleo', { name: 'taken' });
    const other = await save('cleo', { name: 'other' });
    const taken = {
      status: 409,
      body: { errors: [{ field: 'name', message: 'is the name of a saved view that you have already' }] },
    };
    expect(await as('cleo', 'POST', '', { ...WEEK, name: 'taken' })).toMatchObject(taken);
    expect(await as('cleo', 'PATCH', `/${other.id}`, { name: 'taken' })).toMatchObject(taken);
    await save('ben', { name: 'taken' });
  });

  it.each<[string, object, number]>([
    ['name', { name: 'n'.repeat(MAX_SAVED_VIEW_NAME_LENGTH) }, 201],
    ['name', { name: 'n'.repeat(MAX_SAVED_VIEW_NAME_LENGTH + 1) }, 400],
    ['name', { name: '' }, 400],
    ['name', { name: null }, 400],
    ['page', { page: 'settings' }, 400],
    ['query', { name: 'long', query: 'q'.repeat(MAX_SAVED_VIEW_QUERY_LENGTH) }, 201],
    ['query', { query: 'q'.repeat(MAX_SAVED_VIEW_QUERY_LENGTH + 1) }, 400],
    ['query', { name: 'none', query: '' }, 201],
    ['query', { query: 'view=a b' }, 400],
    ['query', { query: 'view=a#b' }, 400],
    ['query', { query: 'view=é' }, 400],
    ['shared', { shared: 'true' }, 400],
    ['owner', { owner: 'ann' }, 400],
  ])('are checked in the field %s: %j is answered with %i', async (field, body, status) => {
    const answer = await as<{ errors?: { field: string }[] }>('cleo', 'POST', '', { ...WEEK, ...body });
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body.errors?.map((each) => each.field)).toEqual([field]);
  });

  it('belong to a user: a key that is bound to no user must name one, or sees only what is shared', async () => {
    const key = await server.createKey({ name: 'free', role: 'analyst' });
    const unnamed = await server.call('POST', '/api/v2/saved-views', { key, body: WEEK });
    expect(unnamed).toMatchObject({ status: 400, body: { errors: [{ field: 'X-Dwell-User' }] } });
    const { status, body } = await server.call<SavedViewsAnswer>('GET', '/api/v2/saved-views', { key });
    expect([status, body.saved_views.every(({ shared }) => shared)]).toEqual([200, true]);
    const named = await server.call('POST', '/api/v2/saved-views', { key, user: 'zoe', body: WEEK });
    expect(named).toMatchObject({ status: 201, body: { owner: 'zoe' } });
  });

  it('are refused beyond MAX_SAVED_VIEWS_PER_USER of one user', async () => {
    for (let n = 0; n < MAX_SAVED_VIEWS_PER_USER; n++) await save('max', { name: `view ${n}` });
    expect(await as('max', 'POST', '', WEEK)).toMatchObject({
      status: 409,
      body: { message: 'One user can have at most 100 saved views' },
    });
  });

  it('are in the audit log when they are saved, changed and removed', async () => {
    const { id } = await save('ben', { name: 'logged' });
    await as('ben', 'PATCH', `/${id}`, { name: 'renamed' });
    await as('ben', 'DELETE', `/${id}`);
    const { body } = await server.call<AuditAnswer>('GET', '/api/v2/audit?limit=3', { cookie: admin });
    expect(body.entries.map(({ act, target, detail }) => [act, target, detail])).toEqual([
      ['remove-saved-view', id, null],
      ['change-saved-view', id, 'renamed'],
      ['create-saved-view', id, 'logged'],
    ]);
  });
});
