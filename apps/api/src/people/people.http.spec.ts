import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PeopleAnswer } from '@dwell/shared';
import { TestServer, TestUser } from '../testing/test-server.js';

const NAMES = ['Zoë', 'zoe 2', 'ann', 'Joann', 'a%b', 'a.b', 'a_b', 'a\\b', 'a*b', 'ｗｉｄｅ'];

describe('GET /people', () => {
  let server: TestServer;
  let cookie: string;
  beforeAll(async () => {
    server = await TestServer.start();
    cookie = await server.logIn();
    const key = await server.createKey({ name: 'any user', role: 'reporter' });
    for (const name of NAMES) await new TestUser(server, key, name).start();
  });
  afterAll(() => server.close());

  const find = (query: Record<string, string> = {}) =>
    server.call<PeopleAnswer>('GET', `/api/v2/people?${new URLSearchParams(query)}`, { cookie });
  const names = async (query: Record<string, string>): Promise<string[]> =>
    (await find(query)).body.people.map(({ username }) => username);

  it('answers with the names of all people, and when each was last seen, if there is no search', async () => {
    const { status, body } = await find();
    expect(status).toBe(200);
    expect(body.description).toBe('People');
    expect(body.people.map(({ username }) => username).toSorted()).toEqual(NAMES.toSorted());
    expect(new Set(body.people.map(({ last_seen }) => last_seen))).toEqual(
      new Set([server.clock.now() / 1000]),
    );
    expect(body.next_cursor).toBeUndefined();
  });

  it.each([
    ['ANN', ['ann', 'Joann']],
    ['zoe', ['Zoë', 'zoe 2']],
    ['ZOË', ['Zoë', 'zoe 2']],
    ['wid', ['ｗｉｄｅ']],
    ['%', ['a%b']],
    ['.', ['a.b']],
    ['_', ['a_b']],
    ['\\', ['a\\b']],
    ['*', ['a*b']],
    ['nobody', []],
  ])('finds by “%s” the people %j', async (search, found) => {
    expect(await names({ search })).toEqual(found);
  });

  it('answers with the present time for a person who was last seen before the clock was set back', async () => {
    const key = await server.createKey({ name: 'clock ahead', role: 'reporter' });
    const now = server.clock.now();
    server.clock.advance(10 * 24 * 3_600_000);
    await new TestUser(server, key, 'early bird').start();
    server.clock.set(now);
    const { body } = await find({ search: 'early bird' });
    expect(body.people).toEqual([{ username: 'early bird', last_seen: now / 1000 }]);
  });

  it('answers page by page', async () => {
    const all = await names({ search: 'a' });
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await find({ search: 'a', limit: '2', ...(cursor === undefined ? {} : { cursor }) });
      expect(body.people.length).toBeLessThanOrEqual(2);
      found.push(...body.people.map(({ username }) => username));
      cursor = body.next_cursor;
    } while (cursor !== undefined);
    expect(found).toEqual(all);
  });

  it('accepts its cursor also if the search and the username in it are of the greatest length', async () => {
    const key = await server.createKey({ name: 'long names', role: 'reporter' });
    const long = '😀'.repeat(256);
    await new TestUser(server, key, long).start();
    await new TestUser(server, key, `${long.slice(0, 510)}zz`).start();
    const search = '😀'.repeat(255);
    const { body } = await find({ search, limit: '1' });
    const next = await find({ search, limit: '1', cursor: body.next_cursor ?? '' });
    expect(next.status).toBe(200);
    expect(next.body.people).toHaveLength(1);
    expect(next.body.people).not.toEqual(body.people);
  });

  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  it.each<[string, Record<string, string>, string]>([
    ['an empty search', { search: '' }, 'search'],
    ['a search with NUL', { search: '\0' }, 'search'],
    ['a search that is too long', { search: 'a'.repeat(513) }, 'search'],
    ['a limit of 0', { limit: '0' }, 'limit'],
    ['a limit over 100', { limit: '101' }, 'limit'],
    ['a limit that is no number', { limit: 'ten' }, 'limit'],
    ['a cursor that is none', { cursor: 'x' }, 'cursor'],
    ['a cursor of another search', { search: 'a', cursor: encode(['b', 'ann']) }, 'cursor'],
    ['a cursor without a username', { cursor: encode(['', 7]) }, 'cursor'],
    ['an unknown parameter', { order: 'asc' }, 'order'],
  ])('rejects %s', async (_, query, field) => {
    expect(await find(query)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });
});
