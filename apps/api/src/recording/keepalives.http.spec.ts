import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  type ErrorAnswer,
  type KeepalivesAnswer,
  MAX_KEEPALIVES_BODY_BYTES,
  MAX_KEEPALIVES_ITEMS,
} from '@dwell/shared';
import { StoreUnavailableError } from '../store/ports/errors.js';
import { type Answer, type Call, TestServer } from '../testing/test-server.js';

const NDJSON = { 'content-type': 'application/x-ndjson' };
const JSON_TYPE = { 'content-type': 'application/json' };
const REPORTING = { status: 200, body: { description: 'Keepalives' } };

const start = (username?: string) => ({ call: 'sessionstart', username });
const visible = (username?: string) => ({ call: 'keepalive', username, visible: true, path: ['V'] });
const linesOf = (items: readonly unknown[]): string => items.map((item) => JSON.stringify(item)).join('\n');
const startsOf = (count: number, name: string) =>
  Array.from({ length: count }, (_, n) => start(`${name} ${n}`));

describe('POST /api/v2/keepalives', () => {
  let server: TestServer;
  let key: string;
  beforeAll(async () => {
    server = await TestServer.start();
    key = await server.createKey({ name: 'relay', role: 'analyst' });
  });
  afterAll(() => server.close());
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const send = (call: Call): Promise<Answer<KeepalivesAnswer & ErrorAnswer>> =>
    server.call('POST', '/api/v2/keepalives', { key, ...call });
  const statusesOf = async (call: Call): Promise<number[]> =>
    (await send(call)).body.results.map(({ statusCode }) => statusCode);
  const countSessions = async (username: string): Promise<number> => {
    const query = new URLSearchParams({ username });
    const { body } = await server.call<{ sessions: unknown[] }>('GET', `/api/v2/sessions?${query}`, { key });
    return body.sessions.length;
  };

  it('stores all items with one commit', async () => {
    const commit = jest.spyOn(server.running.database.sessions, 'commit');
    expect(await statusesOf({ body: startsOf(MAX_KEEPALIVES_ITEMS, 'one commit') })).toHaveLength(1_000);
    expect(commit.mock.calls.map(([changes]) => changes.length)).toEqual([MAX_KEEPALIVES_ITEMS]);
    expect(await countSessions('one commit')).toBe(MAX_KEEPALIVES_ITEMS);
  });

  it('answers an empty list, and an empty NDJSON body, with no results', async () => {
    expect(await send({ body: [] })).toMatchObject({ ...REPORTING, body: { results: [] } });
    expect(await send({ raw: '', headers: NDJSON })).toMatchObject({ ...REPORTING, body: { results: [] } });
  });

  describe('with NDJSON', () => {
    it('takes an item from each line, which LF, CR LF or the end of the body ends, and leaves out empty lines', async () => {
      const items = [start('ndjson'), visible('ndjson'), visible('ndjson')].map((item) =>
        JSON.stringify(item),
      );
      const raw = `\uFEFF\n${items[0]}\r\n\r\n${items[1]}\n\n${items[2]}`.slice(1);
      expect(await statusesOf({ raw, headers: NDJSON })).toEqual([200, 200, 200]);
      expect(await statusesOf({ raw: `\uFEFF${items[1]}\n`, headers: NDJSON })).toEqual([200]);
    });

    it('refuses a line that is not valid JSON, as the single call refuses its body, and records the others', async () => {
      const deep = `${'['.repeat(600)}${']'.repeat(600)}`;
      const bad = ['{"call":"keepalive",', '"', '{"__proto__":1}', deep, '{"a":1}{"b":2}'];
      const raw = [JSON.stringify(start('bad lines')), ...bad, JSON.stringify(visible('bad lines'))].join(
        '\n',
      );
      const { body } = await send({ raw, headers: NDJSON });
      const single = await Promise.all(
        bad.map((line) => server.call('POST', '/api/v2/keepalive', { key, raw: line, headers: JSON_TYPE })),
      );
      expect(body.results).toMatchObject([
        { statusCode: 200 },
        ...single.map((each) => each.body),
        { statusCode: 200 },
      ]);
      expect(new Set(single.map(({ status }) => status))).toEqual(new Set([400]));
    });

    it('refuses text that is not UTF-8 as a whole', async () => {
      const raw = new Uint8Array([...Buffer.from(linesOf([start('not utf-8')])), 0x0a, 0xff]);
      expect(await send({ raw, headers: NDJSON })).toMatchObject({
        status: 400,
        body: { message: 'The body is not valid UTF-8' },
      });
      expect(await countSessions('not utf-8')).toBe(0);
    });

    it('is accepted, but POST /api/v2/keepalive answers 415 to it', async () => {
      const answer = await server.call('POST', '/api/v2/keepalive', {
        ...{ key, user: 'ann', headers: NDJSON },
        raw: linesOf([{ visible: true, path: ['V'] }]),
      });
      expect(answer).toMatchObject({ status: 415, body: { message: 'The body must be JSON' } });
    });
  });

  describe('refuses as a whole', () => {
    it.each([
      ['no body', {}],
      ['an object', { body: visible('whole') }],
      ['a text', { body: 'items' }],
      ['null', { raw: 'null', headers: JSON_TYPE }],
    ])('a body that is not a list of items: %s', async (_, call) => {
      expect(await send(call)).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'body', message: 'must be a list of items' }] },
      });
    });

    it('more than 1,000 items, and stores none of them', async () => {
      const items = startsOf(MAX_KEEPALIVES_ITEMS + 1, 'too many');
      const tooMany = { status: 413, body: { message: 'A body may have at most 1,000 items' } };
      expect(await send({ body: items })).toMatchObject(tooMany);
      expect(await send({ raw: linesOf(items), headers: NDJSON })).toMatchObject(tooMany);
      expect(await countSessions('too many')).toBe(0);
      expect(await statusesOf({ raw: linesOf(items.slice(1)), headers: NDJSON })).toHaveLength(1_000);
    });

    it('more than 1 MB, and takes exactly 1 MB', async () => {
      const fill = (bytes: number): string => {
        const text = JSON.stringify([start('large'), { ...visible('large'), other: '' }]);
        return text.replace('"other":""', `"other":"${'x'.repeat(bytes - text.length)}"`);
      };
      const full = fill(MAX_KEEPALIVES_BODY_BYTES);
      expect(await statusesOf({ raw: full, headers: JSON_TYPE })).toEqual([200, 200]);
      expect(await send({ raw: `${full} `, headers: JSON_TYPE })).toMatchObject({ status: 413 });
    });

    it('all items with a 503 and Retry-After if they can not be stored', async () => {
      jest
        .spyOn(server.running.database.sessions, 'commit')
        .mockRejectedValueOnce(new StoreUnavailableError('The disk is full'));
      const answer = await send({ body: [start('not stored'), { call: 'walk' }] });
      expect(answer).toMatchObject({ status: 503, body: { error: 'Service Unavailable' } });
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(await countSessions('not stored')).toBe(0);
    });
  });

  describe('refuses an item', () => {
    it.each([
      ['that is no object', 'keepalive', { field: 'body', message: 'must be a JSON object' }],
      ['that is a list', [visible('ann')], { field: 'body', message: 'must be a JSON object' }],
      ...[undefined, 'walk', 'keepalives', 'toString', 7, null].map((call) => [
        `whose call is ${JSON.stringify(call)}`,
        { ...visible('ann'), call },
        { field: 'call', message: 'must be keepalive, session-hide or sessionstart' },
      ]),
      [
        'without a user',
        visible(),
        { field: 'username', message: 'must name the user that this key reports for' },
      ],
      ...['', 'a\0b', 'a'.repeat(513), 5, null, ['ann']].map((username) => [
        `whose user is ${JSON.stringify(username)?.slice(0, 10)}`,
        { ...visible('ann'), username },
        expect.objectContaining({ field: 'username' }),
      ]),
    ] as [string, unknown, object][])('%s, with the field', async (_, item, error) => {
      const { body } = await send({ body: [item] });
      expect(body.results).toMatchObject([{ statusCode: 400, error: 'Bad Request', errors: [error] }]);
    });

    it.each([
      ['keepalive', { visible: 'yes', path: ['a', ''], elapsed_ms: -1, client_id: 5, page_id: null }],
      ['keepalive', {}],
      ['session-hide', { path: [], elapsed_ms: '5' }],
      ['sessionstart', { client_id: '', page_id: 'a\0b' }],
      ['keepalive', { visible: true, path: Array<number>(100).fill(1) }],
    ])('with the very answer of the single call: %s %j', async (call, fields) => {
      const single = await server.call('POST', `/api/v2/${call}`, { key, user: 'ann', body: fields });
      const { body } = await send({ body: [{ call, username: 'ann', ...fields }] });
      expect(single.status).toBe(400);
      expect(body.results).toEqual([single.body]);
    });

    it('and that item alone: it changes nothing, and the others are recorded', async () => {
      await send({ body: [start('spoiled'), start('neighbour')] });
      server.clock.advance(10_000);
      const before = await server.call('GET', '/api/v2/sessions?username=spoiled', { key });
      const bad = { ...visible('spoiled'), path: [''] };
      expect(
        await statusesOf({ body: [bad, visible('neighbour'), { ...bad, path: 5 }, visible('neighbour')] }),
      ).toEqual([400, 200, 400, 200]);
      expect((await server.call('GET', '/api/v2/sessions?username=spoiled', { key })).body).toEqual(
        before.body,
      );
      const { body } = await server.call<{ sessions: unknown[] }>(
        'GET',
        '/api/v2/sessions?username=neighbour',
        { key },
      );
      expect(body.sessions).toMatchObject([{ visible_duration: 10 }]);
    });
  });

  it('ignores unknown fields of an item, like the single calls', async () => {
    expect(await statusesOf({ body: [{ ...start('unknown'), other: { deep: [1] } }] })).toEqual([200]);
  });

  describe('from a caller who has a username', () => {
    const foreign = {
      statusCode: 403,
      error: 'Forbidden',
      message: 'username names another user than the one who calls',
    };

    it.each([
      [
        'a key that is bound to a user',
        async () => ({ key: await server.createKey({ name: 'b', role: 'reporter', username: 'bound' }) }),
      ],
      ['an unbound key whose request names a user in X-Dwell-User', () => Promise.resolve({ user: 'bound' })],
    ])('reports for that user, with or without the name, and for no other: %s', async (_, credential) => {
      const { body } = await send({
        ...(await credential()),
        body: [start(), visible('bound'), visible('ann')],
      });
      expect(body.results).toMatchObject([{ statusCode: 200 }, { statusCode: 200 }, foreign]);
    });

    it('reports for the user of a login', async () => {
      const cookie = await server.logIn();
      const { body } = await server.call<KeepalivesAnswer>('POST', '/api/v2/keepalives', {
        cookie,
        body: [start(), visible('admin'), start('ann')],
      });
      expect(body.results).toMatchObject([{ statusCode: 200 }, { statusCode: 200 }, foreign]);
    });

    it('uses the session that the single calls of the same caller use', async () => {
      const bound = await server.createKey({ name: 'c', role: 'reporter', username: 'same session' });
      await server.call('POST', '/api/v2/sessionstart', { key: bound });
      server.clock.advance(5_000);
      expect(await statusesOf({ key: bound, body: [visible()] })).toEqual([200]);
      expect(await countSessions('same session')).toBe(1);
    });
  });
});

describe('The limits of requests, for POST /api/v2/keepalives,', () => {
  let server: TestServer;
  afterEach(() => server.close());
  const results = async (
    env: Record<string, string>,
    items: readonly unknown[],
  ): Promise<KeepalivesAnswer['results']> => {
    server = await TestServer.start(env);
    const key = await server.createKey({ name: 'relay', role: 'reporter' });
    const { body } = await server.call<KeepalivesAnswer>('POST', '/api/v2/keepalives', { key, body: items });
    return body.results;
  };

  it('count each item for its user, and refuse further items of that user alone', async () => {
    const items = [...Array<object>(5).fill(start('ann')), start('bob')];
    const found = await results({ RATE_LIMIT_PER_USER: '1' }, items);
    expect(found.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 429, 200]);
    expect(found[4]).toEqual({
      statusCode: 429,
      error: 'Too Many Requests',
      message: 'Too many requests of this user; try again later',
      retry_after: 1,
    });
  });

  it('count the request and each of its items for the key, valid or not', async () => {
    const items = [start('a'), {}, start('b'), start('c')];
    const found = await results({ RATE_LIMIT_PER_KEY: '1' }, items);
    expect(found.map(({ statusCode }) => statusCode)).toEqual([200, 400, 200, 429]);
  });

  it('count an item whose username is refused', async () => {
    const items = [...Array<object>(3).fill(start('')), start('ann')];
    const found = await results({ RATE_LIMIT_PER_KEY: '1' }, items);
    expect(found.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 429]);
  });
});
