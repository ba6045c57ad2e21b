import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { type Call, START_OF_TEST, TestServer } from '../../testing/test-server.js';
import { MAX_STALENESS_MS } from './identities.js';

const JWT_SECRET = 'a secret that both sides know, of 32 bytes or more';
const ELSEWHERE = 'https://evil.example.org';

describe('CallerGuard', () => {
  let server: TestServer;
  let cookie: string;
  let key: string;
  beforeAll(async () => {
    server = await TestServer.start({ JWT_SECRET, JWT_AUDIENCE: 'dwell' });
    cookie = await server.logIn();
    key = await server.createKey({ name: 'k', role: 'reporter', username: 'ada' });
  });
  afterAll(() => server.close());

  const token = (claims: JWTPayload): Promise<string> =>
    new SignJWT({ aud: 'dwell', ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(JWT_SECRET));
  const me = (call: Call) => server.call('GET', '/api/v2/auth/me', call);

  it('finds the caller by a token', async () => {
    expect(await me({ key: await token({ sub: 'Jörg' }) })).toMatchObject({
      status: 200,
      body: { username: 'Jörg', role: 'reporter', via: 'jwt' },
    });
  });

  it('lets a token without a role report, and not read', async () => {
    const jwt = await token({ sub: 'an end user' });
    expect((await server.call('POST', '/api/v2/sessionstart', { key: jwt })).status).toBe(200);
    for (const path of ['sessions', 'statistics/summary', 'people', 'users']) {
      expect((await server.call('GET', `/api/v2/${path}`, { key: jwt })).status).toBe(403);
    }
  });

  it('says why it refuses a token', async () => {
    const refused = async (jwt: string) => {
      const { status, body, headers } = await me({ key: jwt });
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
      return body['message'];
    };
    expect(await refused(new UnsecuredJWT({ sub: 'admin', aud: 'dwell' }).encode())).toBe(
      'The token is not valid',
    );
    expect(await refused(await token({ sub: 'ada', aud: 'other' }))).toBe(
      'The token is meant for another audience',
    );
    expect(await refused(await token({ sub: 'ada', exp: START_OF_TEST / 1000 }))).toBe(
      'The token has expired',
    );
  });

  it('refuses a token from the second in which it expires, even if it was used a millisecond before', async () => {
    const jwt = await token({ sub: 'ada', exp: server.clock.now() / 1000 + 2 });
    expect((await me({ key: jwt })).status).toBe(200);
    server.clock.advance(1_999);
    expect((await me({ key: jwt })).status).toBe(200);
    server.clock.advance(1);
    expect((await me({ key: jwt })).status).toBe(401);
  });

  it('reads Authorization, else X-Custom-Auth, else the cookie', async () => {
    const jwt = await token({ sub: 'grace' });
    const headers = { 'x-custom-auth': key };
    expect((await me({ key: jwt, headers, cookie })).body).toMatchObject({ username: 'grace' });
    expect((await me({ headers, cookie })).body).toMatchObject({ username: 'ada' });
    expect((await me({ cookie })).body).toMatchObject({ username: 'admin' });
  });

  it('refuses a request whose first credential is bad, even if a good one follows', async () => {
    expect((await me({ key: 'dwell_wrong', headers: { 'x-custom-auth': key }, cookie })).status).toBe(401);
    expect((await me({ headers: { authorization: 'Basic YWRtaW46eA==' }, cookie })).status).toBe(401);
    expect((await me({ headers: { 'x-custom-auth': 'wrong' }, cookie })).status).toBe(401);
  });

  it('refuses an X-Dwell-User header that names another user', async () => {
    expect((await me({ key: await token({ sub: 'grace' }), user: 'ada' })).status).toBe(403);
    expect((await me({ cookie, user: 'ada' })).status).toBe(403);
    expect((await me({ cookie, user: 'admin' })).status).toBe(200);
  });

  describe('for a cookie sent from another site', () => {
    const elsewhere = { origin: ELSEWHERE, 'sec-fetch-site': 'cross-site' };
    const routes: [string, string, unknown][] = [
      ['POST', '/api/v2/sessionstart', undefined],
      ['POST', '/api/v2/users', { username: 'mallory', role: 'admin' }],
      ['PATCH', '/api/v2/users/admin', { role: 'admin' }],
      ['DELETE', '/api/v2/users/admin', undefined],
      ['POST', '/api/v2/api-keys', { name: 'k', role: 'admin' }],
      ['POST', '/api/v2/auth/logout', undefined],
      ['POST', '/api/v2/auth/logout-everywhere', undefined],
      ['POST', '/api/v2/auth/password', { current_password: 'x', new_password: 'violet umbrella 42' }],
      ['POST', '/api/v2/auth/login', { username: 'mallory', password: 'x' }],
    ];

    it.each(routes)('refuses a request that changes something: %s %s', async (method, path, body) => {
      const answer = await server.call(method, path, { cookie, body, headers: elsewhere });
      expect(answer).toMatchObject({
        status: 403,
        body: { message: expect.stringContaining('another web site') },
      });
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect((await me({ cookie })).status).toBe(200);
    });

    it('refuses a read', async () => {
      expect((await me({ cookie, headers: elsewhere })).status).toBe(403);
    });

    it('admits a change with an API key instead, because a browser never adds one by itself', async () => {
      expect((await server.call('POST', '/api/v2/sessionstart', { key, headers: elsewhere })).status).toBe(
        200,
      );
    });
  });

  it('admits a cookie that a page of this server sends', async () => {
    const headers = { origin: server.url, 'sec-fetch-site': 'same-origin' };
    expect((await server.call('POST', '/api/v2/sessionstart', { cookie, headers })).status).toBe(200);
  });

  describe('asks again who calls when the body has come, and refuses', () => {
    const admin = { username: 'ben', role: 'admin', password: 'correct horse battery' };
    const body = JSON.stringify({ ...admin, username: 'made by a caller who may not' });
    let cookieOfBen: string;
    beforeEach(async () => {
      await server.call('POST', '/api/v2/users', {
        cookie,
        body: { ...admin, must_change_password: false },
      });
      cookieOfBen = await server.logIn(admin.username, admin.password);
    });
    afterEach(async () => {
      await server.call('DELETE', '/api/v2/users/ben', { cookie });
    });

    /** Creates a user with a request whose last byte comes after `change`. Resolves to the status. */
    const createUserLate = async (change: () => Promise<unknown>): Promise<number> => {
      const { hostname, port } = new URL(server.url);
      const socket = connect(Number(port), hostname);
      const lines = [
        'POST /api/v2/users HTTP/1.1',
        'Host: dwell',
        'Content-Type: application/json',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Connection: close',
        `Cookie: ${cookieOfBen}`,
        // Makes the server answer as soon as it has the headers.
        'Expect: 100-continue',
      ];
      socket.write(`${lines.join('\r\n')}\r\n\r\n${body.slice(0, -1)}`);
      await once(socket, 'data');
      // This answer comes after the server has admitted the request above.
      expect((await me({ cookie: cookieOfBen })).status).toBe(200);
      await change();
      socket.write(body.slice(-1));
      const answer = await text(socket);
      return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
    };

    it('a login that has ended meanwhile', async () => {
      const change = () => server.call('DELETE', '/api/v2/users/ben/logins', { cookie });
      expect(await createUserLate(change)).toBe(401);
    });

    it('a user whose role does not suffice any more', async () => {
      const accounts = server.running.database.accounts;
      const user = await accounts.findUser('ben');
      if (!user) throw new Error('ben is missing');
      const change = async () => {
        await accounts.putUser({ ...user, role: 'analyst' });
        server.clock.advance(MAX_STALENESS_MS);
      };
      expect(await createUserLate(change)).toBe(403);
    });
  });
});
