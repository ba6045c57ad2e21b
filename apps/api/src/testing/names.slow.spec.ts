import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiKeysAnswer, SessionsAnswer, UsersAnswer } from '@dwell/shared';
import { anyText } from '@dwell/shared/testing/any-text';
import fc from 'fast-check';
import { ODD_STRINGS } from '../store/testing/legal-strings.js';
import { type Answer, TestServer } from './test-server.js';

/** Texts that a URL, a query or a header may turn into something else. */
const TRICKY = [
  ...ODD_STRINGS,
  ...[
    '.',
    '..',
    '...',
    '../users',
    './x',
    'a/b',
    '/',
    '//',
    '\\',
    'a/../b',
    '%',
    '%2e%2e',
    '%2F',
    '%00',
    '%zz',
  ],
  ...[
    '?',
    '#',
    '&=',
    '+',
    ';',
    ':',
    '*',
    ' leading',
    'trailing ',
    '\u00a0',
    '\u200f\u202eabc',
    '\ufeffa',
    '\u2028',
  ],
  ...[
    '\r\n',
    'a\nb',
    '🙂',
    '漢'.repeat(512),
    '🙂'.repeat(256),
    '%'.repeat(512),
    '',
    'x'.repeat(513),
    'a\0b',
    '\ud800',
  ],
];

const text = (): fc.Arbitrary<string> => fc.oneof(fc.constantFrom(...TRICKY), anyText({ maxLength: 8 }));

const PASSWORD = 'a long enough phrase 7';

describe('What is accepted as', () => {
  let server: TestServer;
  let cookie: string;
  let key: string;
  beforeAll(async () => {
    server = await TestServer.start();
    cookie = await server.logIn();
    key = await server.createKey({ name: 'reader', role: 'analyst', session_data: true });
  });
  afterAll(() => server.close());

  const call = <T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T>> => server.call<T>(method, `/api/v2/${path}`, { cookie, body });

  /** Asserts that an answer is a 400 that names the field. */
  const expectRefused = ({ status, body }: Answer, field: string): void => {
    expect([status, body['errors']]).toEqual([400, [{ field, message: expect.any(String) }]]);
  };
  /** Runs the check with each tricky text, and with some generated ones. */
  const forTexts = (check: (name: string) => Promise<void>): Promise<void> =>
    fc.assert(fc.asyncProperty(text(), check), {
      numRuns: TRICKY.length + 20,
      examples: TRICKY.map((each) => [each]),
    });

  it('an account’s name can be read, logged in with, changed and removed by its URL; the rest is refused', async () => {
    const existing = async () => (await call<UsersAnswer>('GET', 'users')).body.users;
    await forTexts(async (username) => {
      const created = await call('POST', 'users', { username, password: PASSWORD, role: 'analyst' });
      if (created.status !== 201) {
        expectRefused(created, 'username');
        return;
      }
      const url = `users/${encodeURIComponent(username)}`;
      expect((await existing()).map((user) => user.username)).toEqual(['admin', username].sort());
      expect(await call('PATCH', url, { role: 'reporter' })).toMatchObject({
        status: 200,
        body: { username },
      });
      const login = { username, password: PASSWORD };
      expect((await server.call('POST', '/api/v2/auth/login', { body: login })).status).toBe(200);
      expect(await call('POST', `${url}/reset`)).toMatchObject({ status: 200, body: { username } });
      expect((await call('DELETE', url)).status).toBe(204);
      expect(await existing()).toHaveLength(1);
    });
  });

  it('the name of an API key or of its user can be read, and the key can be removed; the rest is refused', async () => {
    await forTexts(async (name) => {
      for (const body of [
        { name, role: 'reporter' },
        { name: 'k', role: 'reporter', username: name },
      ]) {
        const created = await call('POST', 'api-keys', body);
        if (created.status !== 201) {
          expectRefused(created, body.name === name ? 'name' : 'username');
          continue;
        }
        const id = String(created.body['id']);
        const { body: listed } = await call<ApiKeysAnswer>('GET', 'api-keys');
        expect(listed.api_keys.find((each) => each.id === id)).toMatchObject(body);
        expect((await call('DELETE', `api-keys/${encodeURIComponent(id)}`)).status).toBe(204);
      }
    });
  });

  it('a session’s username can be used as a filter, and its session can be read by its URL; the rest is refused', async () => {
    await forTexts(async (user) => {
      // The name is sent in a header, as encodeURIComponent writes it. This function refuses a lone surrogate.
      if (!user.isWellFormed()) return;
      const started = await server.call('POST', '/api/v2/sessionstart', {
        key,
        user,
        body: { client_id: 'c' },
      });
      if (started.status !== 200) {
        expectRefused(started, 'X-Dwell-User');
        return;
      }
      const query = new URLSearchParams({ usernames: user });
      const { body } = await server.call<SessionsAnswer>('GET', `/api/v2/sessions?${query}`, { key });
      expect(body.sessions.map(({ username }) => username)).toEqual([user]);
      const url = `/api/v2/sessions/${encodeURIComponent(String(body.sessions[0]?._id))}`;
      expect(await server.call('GET', url, { key })).toMatchObject({
        status: 200,
        body: { session: { username: user } },
      });
    });
  });

  it('a userid finds its session data again, and is given back as a part of the data; the rest is refused', async () => {
    await forTexts(async (userid) => {
      const created = await server.call('POST', '/sessman/new', {
        key,
        body: { userid, data: { [userid]: userid } },
      });
      if (created.status !== 200) {
        expect([created.status, created.body]).toEqual([400, { error: expect.any(String) }]);
        return;
      }
      const session_id = String(created.body['session_id']);
      const data = { text: userid };
      const update = { session_id, userid, data };
      expect((await server.call('POST', '/sessman/update', { key, body: update })).status).toBe(200);
      const query = new URLSearchParams({ session_id, userid });
      if (userid.isWellFormed()) {
        expect((await server.call('GET', `/sessman/get?${query}`, { key })).body).toEqual({
          session_id,
          data,
        });
      }
    });
  });

  it.each(['1e400', '-1e400', '[1, {"a": [1e999]}]'])(
    'session data does not include %s, which JSON would give back as null',
    async (data) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await server.call('POST', '/sessman/new', { key, headers, raw: `{"data": ${data}}` });
      expect([answer.status, answer.body['error']]).toEqual([400, expect.stringMatching(/^data /)]);
    },
  );

  it.each(['1e400', '-1e400', '9007199254740993', '1e21'])(
    'a userid does not include the number %s, because numbers so large can lose digits',
    async (userid) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await server.call('POST', '/sessman/new', {
        key,
        headers,
        raw: `{"userid": ${userid}}`,
      });
      expect([answer.status, answer.body['error']]).toEqual([400, expect.stringMatching(/^userid /)]);
    },
  );

  it('session data includes very large and very small numbers of a double', async () => {
    const data = [Number.MAX_VALUE, Number.MIN_VALUE, -0.1, 2 ** 53, 1e21];
    const { body } = await server.call('POST', '/sessman/new', { key, body: { data } });
    const query = new URLSearchParams({ session_id: String(body['session_id']) });
    expect((await server.call('GET', `/sessman/get?${query}`, { key })).body['data']).toEqual(data);
  });
});
