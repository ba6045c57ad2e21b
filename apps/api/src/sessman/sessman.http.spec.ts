import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreUnavailableError } from '../store/ports/errors.js';
import { openDatabase } from '../store/open-database.js';
import type { Answer } from '../testing/test-server.js';
import { MAX_SESSMAN_BODY_BYTES } from './sessman-http.js';
import { MAX_DATA_DEPTH } from './sessman-parameters.js';
import type { SessmanStore } from '../store/ports/session-data-stores.js';
import { SessmanStage } from './testing/sessman-stage.js';

const SECRET = '/var/lib/dwell.db is broken at line 7';

let failure: Error | undefined;
let created = 0;
/** Called once, after the next `get` of the store. */
let meanwhile: (() => unknown) | undefined;
let stage: SessmanStage;
beforeAll(async () => {
  stage = await SessmanStage.open(
    { ALLOWED_ORIGINS: 'https://app.example' },
    {
      open: async (settings, clock) => {
        const database = await openDatabase(settings, clock);
        return { ...database, sessman: failing(database.sessman), close: () => database.close() };
      },
    },
  );
});
afterAll(() => stage.close());

/** Wraps `store`: calls fail while `failure` is set, `created` counts sets, and `meanwhile` runs after a get. */
const failing = (store: SessmanStore): SessmanStore =>
  new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        if (name === 'set') created++;
        if (failure) return Promise.reject(failure);
        const answer: unknown = Reflect.apply(value, target, args);
        if (name !== 'get' || !meanwhile) return answer;
        const act = meanwhile;
        meanwhile = undefined;
        return Promise.resolve(answer).then(async (found) => {
          await act();
          return found;
        });
      };
    },
  });

const raw = (tail: string, body: string, type?: string): Promise<Answer> =>
  stage.call('POST', tail, { raw: body, headers: type === undefined ? {} : { 'content-type': type } });

const expectError = ({ status, headers, body }: Answer, expected: number): void => {
  expect(body).toEqual({ error: expect.stringMatching(/./) });
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(status).toBe(expected);
};

describe('/sessman', () => {
  it.each(['GET', 'POST'])('S1: answers at every endpoint to %s', async (method) => {
    const made = await stage.call(method, '/new?user=bob&data=x');
    expect(made.status).toBe(200);
    const id = String(made.body['session_id']);
    const updated = await stage.call(method, `/update?session_id=${id}&data=y`);
    expect([updated.status, updated.body]).toEqual([200, { session_id: id, data: 'y' }]);
    const got = await stage.call(method, `/get?session_id=${id}`);
    expect([got.status, got.body]).toEqual([200, { session_id: id, data: 'y' }]);
    expectError(await stage.call(method, ''), 400);
    expectError(await stage.call(method, '/foo'), 400);
  });

  it('S2: reads parameters from the body and the query, which takes precedence', async () => {
    const [a, b] = [await stage.create('a'), await stage.create('b')];
    expect((await stage.post(`/get?session_id=${a}`, { session_id: b })).body['data']).toBe('a');
    expect((await stage.post('/get', { session_id: b })).body['data']).toBe('b');
    expect((await stage.post('/new?data=query', { data: 'body' })).body['data']).toBe('query');
  });

  it.each([
    'text/javascript',
    'text/plain',
    'application/x-www-form-urlencoded',
    'image/png',
    'nonsense',
    'application/json',
  ])('S3: parses a body of the content type %s as JSON', async (type) => {
    const answer = await raw('/new?user=bob', '{"data":{"a":1}}', type);
    expect([answer.status, answer.body['data']]).toEqual([200, { a: 1 }]);
  });

  it.each([undefined, 'text/javascript', 'application/json'])(
    'S4: accepts an empty body of the content type %s',
    async (type) => {
      const answer = await raw('/new?user=bob', '', type);
      expect([answer.status, answer.body['data']]).toEqual([200, {}]);
    },
  );

  it.each(['{', '{"data":{"a":1}', "{'data':1}", 'undefined', ' ', '{"data":1}x'])(
    'S5: rejects malformed JSON and creates nothing: %s',
    async (body) => {
      created = 0;
      const answer = await raw('/new?user=bob', body, 'text/javascript');
      expectError(answer, 400);
      expect(answer.body).toEqual({ error: 'The body is not valid JSON' });
      expect(created).toBe(0);
    },
  );

  it.each(['[]', '[{"data":1}]', '"data"', '1', 'null', 'true'])(
    'S6: rejects a body that is not an object: %s',
    async (body) => {
      expectError(await raw('/new?user=bob', body, 'text/javascript'), 400);
    },
  );

  it.each<[string, () => Promise<Answer>, number]>([
    ['a new session', () => stage.post('/new'), 200],
    ['an unknown id', () => stage.get('/get?session_id=x'), 404],
    ['no id', () => stage.get('/get'), 400],
    ['an unknown endpoint', () => stage.get('/foo'), 400],
    ['no key', () => stage.call('GET', '/get', { key: undefined }), 403],
    ['another method', () => stage.call('PUT', '/new'), 405],
    ['another method on an unknown endpoint', () => stage.call('DELETE', '/foo'), 405],
    ['a body that is too large', () => raw('/new', `"${'x'.repeat(MAX_SESSMAN_BODY_BYTES)}"`), 413],
  ])('S7: answers with a JSON object to %s', async (_, call, status) => {
    const { headers, body, status: answered } = await call();
    expect(answered).toBe(status);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(typeof body).toBe('object');
    if (status !== 200) expect(body).toEqual({ error: expect.stringMatching(/./) });
  });

  it('S7: answers with a JSON object even if the path can not be decoded', async () => {
    const answer = await stage.get('/%ff');
    expectError(answer, 400);
    expect(answer.body).toEqual({ error: "'/sessman/%ff' is not a valid url component" });
  });

  it('forbids caches to store answers', async () => {
    const id = await stage.create({});
    for (const tail of [`/get?session_id=${id}`, '/get?session_id=x', '/new', '/foo']) {
      expect((await stage.get(tail)).headers.get('cache-control')).toBe('no-store');
    }
    const stranger = await stage.call('GET', '/new', { key: undefined });
    expect(stranger.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['/foo', 'foo is not a valid endpoint'],
    ['/new/more', 'new/more is not a valid endpoint'],
    ['/New', 'New is not a valid endpoint'],
    ['/__proto__', '__proto__ is not a valid endpoint'],
    ['/caf%C3%A9', 'café is not a valid endpoint'],
    ['', 'an endpoint is needed: new, update or get'],
    ['/', 'an endpoint is needed: new, update or get'],
    ['?session_id=x', 'an endpoint is needed: new, update or get'],
  ])('S8: rejects the unknown endpoint "%s"', async (tail, error) => {
    for (const method of ['GET', 'POST']) {
      const answer = await stage.call(method, tail);
      expectError(answer, 400);
      expect(answer.body).toEqual({ error });
    }
  });

  it.each(['request', 'log', 'request_headers', 'subpath', '__proto__', 'constructor', 'toString', '*'])(
    'S9: ignores the parameter %s',
    async (name) => {
      const answer = await raw(
        `/new?${name}=foo`,
        `{"data":{"a":1}${name === '__proto__' ? '' : `,"${name}":"foo"`}}`,
      );
      expect([answer.status, answer.body['data']]).toEqual([200, { a: 1 }]);
    },
  );

  it('accepts a body of 1 MB, which other routes reject', async () => {
    const data = 'x'.repeat(MAX_SESSMAN_BODY_BYTES - 100);
    expect((await stage.post('/new', { data })).body['data']).toBe(data);
    const other = await stage.server.call('POST', '/api/v2/auth/login', { body: { data } });
    expect(other.status).toBe(413);
  });

  it('rejects the data of a session if it is nested deeper than MAX_DATA_DEPTH', async () => {
    const nested = (depth: number) => `{"data":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect((await raw('/new', nested(MAX_DATA_DEPTH))).status).toBe(200);
    expectError(await raw('/new', nested(MAX_DATA_DEPTH + 1)), 400);
    expectError(await raw('/new', nested(400_000)), 400);
  });

  it.each(['/new?user=a&user=b', `/new?user=${'x'.repeat(513)}`, '/new?user=%00', '/new?user[]=a'])(
    'rejects a bad user: %.40s',
    async (tail) => {
      expectError(await stage.post(tail), 400);
    },
  );

  it('S15: treats a user that is a number as text', async () => {
    const id = String((await stage.post('/new', { userid: 42 })).body['session_id']);
    expect((await stage.get(`/get?session_id=${id}&userid=42`)).status).toBe(200);
    expect((await stage.get(`/get?session_id=${id}&userid=43`)).status).toBe(404);
  });

  it('S21: answers 5xx when the store fails, and reveals nothing of the cause', async () => {
    try {
      failure = new StoreUnavailableError('full', { cause: new Error(SECRET) });
      const away = await stage.post('/new');
      expectError(away, 503);
      expect(away.headers.get('retry-after')).toBe('5');
      failure = new Error(SECRET);
      const broken = await stage.post('/new');
      expectError(broken, 500);
      expect(away.text + broken.text).not.toContain(SECRET);
    } finally {
      failure = undefined;
    }
  });

  it('S32: answers 404 to a malformed id without asking the store', async () => {
    failure = new StoreUnavailableError('full');
    const answers = [
      await stage.get('/get?session_id=x'),
      await stage.post(`/update?session_id=${'A'.repeat(32)}`, { data: {} }),
      await stage.post('/get', { session_id: '\ud800' }),
      await stage.post('/get', { session_id: 'a'.repeat(100_000) }),
    ];
    failure = undefined;
    for (const answer of answers) expectError(answer, 404);
  });

  it('leaves the data unchanged when an update fails', async () => {
    const id = await stage.create({ a: 1 });
    failure = new StoreUnavailableError('full');
    const answer = await stage.post(`/update?session_id=${id}`, { data: { a: 2 } });
    failure = undefined;
    expectError(answer, 503);
    expect((await stage.get(`/get?session_id=${id}`)).body['data']).toEqual({ a: 1 });
  });

  it('answers 404 to an update of a session that is removed or expires meanwhile, and does not restore it', async () => {
    const { sessman } = stage.server.running.database;
    const removed = await stage.create({ a: 1 });
    meanwhile = () => sessman.destroy(removed);
    expectError(await stage.post(`/update?session_id=${removed}`, { data: { a: 2 } }), 404);
    expect((await stage.get(`/get?session_id=${removed}`)).status).toBe(404);

    const expired = await stage.create({ a: 1 });
    meanwhile = () => stage.wait(86_401);
    expectError(await stage.post(`/update?session_id=${expired}`, { data: { a: 2 } }), 404);
    expect((await stage.get(`/get?session_id=${expired}`)).status).toBe(404);
  });

  it.each(['{"data":{"__proto__":{"a":1}}}', '{"data":{"constructor":{"prototype":{}}}}'])(
    'rejects keys that could change the prototype of an object: %s',
    async (body) => {
      const answer = await raw('/new', body);
      expectError(answer, 400);
      expect(answer.body['error']).toContain('__proto__ or constructor.prototype');
    },
  );

  it('lets a page of an allowed origin send a key and any content type, and read errors', async () => {
    const origin = 'https://app.example';
    const preflight = await stage.server.call('OPTIONS', '/sessman/new?user=bob', {
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,content-type');
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, POST');
    const refused = await stage.call('GET', '/get', { headers: { origin } });
    expect(refused.status).toBe(400);
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin);
    const foreign = await stage.call('GET', '/get', { headers: { origin: 'https://evil.example' } });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });
});
