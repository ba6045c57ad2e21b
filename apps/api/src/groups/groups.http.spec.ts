import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AuditAnswer,
  type GroupAnswer,
  type GroupMembersAnswer,
  type GroupsAnswer,
  MAX_GROUP_MEMBERS,
  MAX_PEOPLE_OF_GROUPS,
} from '@dwell/shared';
import { SignJWT } from 'jose';
import { TokenGroupRecorder } from '../auth/jwt/token-groups.js';
import { GroupMembers } from '../http/group-members.js';
import { START_OF_TEST, TestServer } from '../testing/test-server.js';

const SECRET = 'a secret that both sides know, of 32 bytes or more';

const people = (count: number, prefix: string): string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}${n}`);

describe('Groups', () => {
  let server: TestServer;
  let cookie: string;
  let analyst: string;
  beforeAll(async () => {
    server = await TestServer.start({ JWT_SECRET: SECRET, JWT_GROUPS_CLAIM: 'teams' });
    cookie = await server.logIn();
    analyst = await server.createKey({ name: 'reads', role: 'analyst' });
  });
  afterAll(() => server.close());

  const call = <T = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
    server.call<T>(method, `/api/v2/groups${path}`, { cookie, body });
  const create = async (name: string, usernames: readonly string[] = []): Promise<void> => {
    expect((await call('POST', '', { name })).status).toBe(201);
    expect((await call('PUT', `/${encodeURIComponent(name)}/members`, { usernames })).status).toBe(200);
  };
  const read = async <T>(path: string): Promise<T> => {
    const answer = await server.call<T>('GET', `/api/v2/groups${path}`, { key: analyst });
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const membersOf = async (name: string): Promise<string[]> =>
    (await read<GroupMembersAnswer>(`/${encodeURIComponent(name)}/members`)).members.map(
      ({ username }) => username,
    );
  const recordToken = (username: string, ...groups: string[]) =>
    server.running.database.groups.recordTokenGroups([{ username, groups, issuedAt: 1 }], START_OF_TEST);

  it('are created, renamed and removed by admins, and listed for analysts with the number of members', async () => {
    expect(await call<GroupAnswer>('POST', '', { name: 'sales' })).toMatchObject({
      status: 201,
      body: { name: 'sales', created_at: START_OF_TEST / 1000, members: 0 },
    });
    expect(await call('POST', '', { name: 'sales' })).toMatchObject({
      status: 409,
      body: { message: 'There is a group of this name already' },
    });
    await create('support', ['ann', 'ben']);
    expect((await call('PATCH', '/support', { name: 'sales' })).status).toBe(409);
    expect((await call('PATCH', '/support', { name: 'help desk' })).status).toBe(204);
    expect(await read<GroupsAnswer>('')).toEqual({
      description: 'Groups',
      groups: [
        { name: 'help desk', created_at: START_OF_TEST / 1000, members: 2 },
        { name: 'sales', created_at: START_OF_TEST / 1000, members: 0 },
      ],
    });
    expect((await call('DELETE', '/help%20desk')).status).toBe(204);
    expect((await call('DELETE', '/help%20desk')).status).toBe(404);
  });

  it('have members that admins replace, add and remove, several at a time or one by one', async () => {
    await create('team', ['ann', 'ben']);
    const done = async (method: string, path: string, usernames: string[]) => {
      const { status, body } = await call(method, `/team/members${path}`, { usernames });
      return [status, body];
    };
    expect(await done('POST', '', ['cleo', 'ann'])).toEqual([200, { added: 1, removed: 0 }]);
    expect(await done('POST', '/remove', ['ben', 'nobody'])).toEqual([200, { added: 0, removed: 1 }]);
    expect(await membersOf('team')).toEqual(['ann', 'cleo']);
    expect(await done('PUT', '', ['dora', 'ann', 'dora'])).toEqual([200, { added: 1, removed: 1 }]);
    expect((await call('PUT', '/team/members/a%2Fb')).status).toBe(204);
    expect((await call('PUT', '/team/members/a%2Fb')).status).toBe(204);
    expect(await membersOf('team')).toEqual(['a/b', 'ann', 'dora']);
    expect((await call('DELETE', '/team/members/a%2Fb')).status).toBe(204);
    expect((await call('DELETE', '/team/members/a%2Fb')).status).toBe(404);
    expect(await membersOf('team')).toEqual(['ann', 'dora']);
  });

  it('keep members from tokens, whom admins can not remove, and can not be renamed while tokens name them', async () => {
    await create('mixed', ['ann', 'both']);
    await recordToken('both', 'mixed');
    await recordToken('tom', 'mixed');
    expect((await read<GroupMembersAnswer>('/mixed/members')).members).toEqual([
      { username: 'ann', sources: ['admin'] },
      { username: 'both', sources: ['admin', 'token'] },
      { username: 'tom', sources: ['token'] },
    ]);
    expect((await call('DELETE', '/mixed/members/tom')).status).toBe(404);
    await call('PUT', '/mixed/members', { usernames: [] });
    expect(await membersOf('mixed')).toEqual(['both', 'tom']);
    expect(await call('PATCH', '/mixed', { name: 'other' })).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('Tokens name this group') },
    });
  });

  it('get the user of a token as a member when the token names them, and lose the user when a later token does not', async () => {
    await create('by hand', ['sam']);
    const report = async (teams: string[], iat: number): Promise<void> => {
      const token = new SignJWT({ sub: 'sam', teams, iat }).setProtectedHeader({ alg: 'HS256' });
      const key = await token.sign(new TextEncoder().encode(SECRET));
      expect((await server.call('POST', '/api/v2/sessionstart', { key })).status).toBe(200);
      await server.running.app.get(TokenGroupRecorder).onModuleDestroy();
    };
    await report(['from a token', 'by hand'], 100);
    expect(await membersOf('from a token')).toEqual(['sam']);
    await report(['another'], 200);
    expect(await membersOf('from a token')).toEqual([]);
    expect(await membersOf('another')).toEqual(['sam']);
    expect(await membersOf('by hand')).toEqual(['sam']);
  });

  it('are listed page by page, and so are members', async () => {
    for (const name of ['page 1', 'page 2', 'page 3']) await create(name, ['a', 'b', 'c']);
    const whole = await read<GroupsAnswer>('');
    const names: string[] = [];
    let cursor = '';
    do {
      const page = await read<GroupsAnswer>(`?limit=2${cursor}`);
      names.push(...page.groups.map(({ name }) => name));
      cursor = page.next_cursor === undefined ? '' : `&cursor=${page.next_cursor}`;
    } while (cursor !== '');
    expect(names).toEqual(whole.groups.map(({ name }) => name));

    const first = await read<GroupMembersAnswer>('/page%201/members?limit=2');
    expect(first.members.map(({ username }) => username)).toEqual(['a', 'b']);
    const rest = await read<GroupMembersAnswer>(`/page%201/members?cursor=${first.next_cursor}`);
    expect(rest).toEqual({ description: 'Group members', members: [{ username: 'c', sources: ['admin'] }] });
    expect(await call('GET', `/page%202/members?cursor=${first.next_cursor}`)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'cursor', message: 'belongs to another list' }] },
    });
    expect((await call('GET', `?cursor=${first.next_cursor}`)).status).toBe(400);
  });

  it('can have the longest and the oddest names, and members of such names', async () => {
    for (const name of ['漢'.repeat(512), '😀'.repeat(256), '__proto__', 'a/b', '%', '=1+1']) {
      await create(name, [name]);
      expect(await membersOf(name)).toEqual([name]);
      const path = `/${encodeURIComponent(name)}`;
      expect((await call('DELETE', `${path}/members${path}`)).status).toBe(204);
      expect((await call('DELETE', path)).status).toBe(204);
    }
  });

  it('take MAX_GROUP_MEMBERS members in one request, and no more', async () => {
    await create('crowd');
    const most = people(MAX_GROUP_MEMBERS, 'a user with a name of some length ');
    expect((await call('PUT', '/crowd/members', { usernames: most })).body).toEqual({
      added: MAX_GROUP_MEMBERS,
      removed: 0,
    });
    expect((await call('PUT', '/crowd/members', { usernames: [...most, 'x'] })).body).toMatchObject({
      errors: [{ field: 'usernames' }],
    });
    expect(await call('POST', '/crowd/members', { usernames: ['x'] })).toMatchObject({
      status: 409,
      body: { message: 'Admins can put at most 10,000 members into a group: crowd' },
    });
    await call('DELETE', '/crowd');
  });

  it.each<[string, string, string, unknown, number, string]>([
    ['a name that no URL can end with', 'POST', '', { name: '..' }, 400, 'name'],
    ['an empty name', 'POST', '', { name: '' }, 400, 'name'],
    ['a name with NUL', 'PATCH', '/sales', { name: 'a\0' }, 400, 'name'],
    ['no name', 'POST', '', {}, 400, 'name'],
    ['an unknown field', 'POST', '', { name: 'a', owner: 'ann' }, 400, 'owner'],
    ['a member of no legal name', 'PUT', '/sales/members', { usernames: ['ann', ''] }, 400, 'usernames'],
    ['members that are no list', 'POST', '/sales/members', { usernames: 'ann' }, 400, 'usernames'],
    [
      'a member in the path that is too long',
      'PUT',
      `/sales/members/${'a'.repeat(513)}`,
      {},
      400,
      'username',
    ],
    ['a limit that is too high', 'GET', '?limit=1001', undefined, 400, 'limit'],
    ['a cursor that is none', 'GET', '/sales/members?cursor=x', undefined, 400, 'cursor'],
    ['a group that does not exist', 'GET', '/none/members', undefined, 404, ''],
    ['a new name for no group', 'PATCH', '/none', { name: 'a' }, 404, ''],
    ['members for no group', 'PUT', '/none/members', { usernames: [] }, 404, ''],
    ['one member for no group', 'PUT', '/none/members/ann', undefined, 404, ''],
    ['a group name with NUL in the path', 'DELETE', '/a%00', undefined, 404, ''],
    ['a body over 16 KB for a name', 'POST', '', { name: 'a'.repeat(20_000) }, 413, ''],
    ['a body over 1 MB', 'PUT', '/sales/members', { usernames: ['a'.repeat(1_100_000)] }, 413, ''],
  ])('refuse %s', async (_, method, path, body, status, field) => {
    const answer = await call(method, path, body);
    expect(answer.status).toBe(status);
    if (field !== '') expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it('have each change in the audit log', async () => {
    server.clock.advance(1_000);
    const from = server.clock.now() / 1000;
    await call('POST', '', { name: 'logged' });
    await call('PUT', '/logged/members', { usernames: ['ann', 'ben'] });
    await call('POST', '/logged/members', { usernames: ['cleo'] });
    await call('POST', '/logged/members/remove', { usernames: ['ben'] });
    await call('PUT', '/logged/members/dora');
    await call('DELETE', '/logged/members/nobody');
    await call('PATCH', '/logged', { name: 'renamed' });
    await call('DELETE', '/renamed');
    const { body } = await server.call<AuditAnswer>('GET', `/api/v2/audit?from=${from}`, { cookie });
    expect(
      body.entries
        .toReversed()
        .map(({ act, target, detail, outcome, actor }) => [actor, act, target, detail, outcome]),
    ).toEqual([
      ['admin', 'create-group', 'logged', null, 'done'],
      ['admin', 'set-group-members', 'logged', '2 added, 0 removed', 'done'],
      ['admin', 'add-group-members', 'logged', '1 added, 0 removed', 'done'],
      ['admin', 'remove-group-members', 'logged', '0 added, 1 removed', 'done'],
      ['admin', 'add-group-members', 'logged', 'dora', 'done'],
      ['admin', 'remove-group-members', 'logged', 'nobody', 'refused'],
      ['admin', 'rename-group', 'logged', 'renamed', 'done'],
      ['admin', 'remove-group', 'renamed', null, 'done'],
    ]);
  });

  describe('in a query', () => {
    const usernamesOf = (...groups: string[]) =>
      server.running.app.get(GroupMembers).usernamesOf(groups, 'not_groups');

    it('stand for their members, each once and sorted', async () => {
      await create('one', ['ben', 'ann']);
      await create('two', ['cleo', 'ann']);
      await recordToken('tim', 'two');
      expect(await usernamesOf('two', 'one', 'two')).toEqual(['ann', 'ben', 'cleo', 'tim']);
      expect(await usernamesOf()).toEqual([]);
    });

    it('that do not exist are a 400 that names the parameter and the group', async () => {
      await create('known');
      await expect(usernamesOf('known', 'none')).rejects.toMatchObject({
        status: 400,
        errors: [{ field: 'not_groups', message: 'names a group that does not exist: none' }],
      });
    });

    it('have at most MAX_PEOPLE_OF_GROUPS people together', async () => {
      const half = MAX_PEOPLE_OF_GROUPS / 2;
      await create('half', people(half, 'h'));
      await create('other half', people(half, 'o'));
      await create('too many', ['ann']);
      expect(await usernamesOf('half', 'other half')).toHaveLength(MAX_PEOPLE_OF_GROUPS);
      await expect(usernamesOf('half', 'other half', 'too many')).rejects.toMatchObject({
        status: 400,
        errors: [{ field: 'not_groups', message: 'must have at most 20,000 people together' }],
      });
    });
  });
});
