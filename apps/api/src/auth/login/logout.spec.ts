import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestServer } from '../../testing/test-server.js';

const CLEARED =
  'dwell_sid=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax';

describe('POST /auth/logout', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.close());

  const post = (path: string, cookie?: string) => server.call('POST', `/api/v2/auth/${path}`, { cookie });
  const me = async (cookie: string) => (await server.call('GET', '/api/v2/auth/me', { cookie })).status;

  it('ends this login at once and clears its cookie, with the attributes that the cookie was set with', async () => {
    const [laptop, phone] = [await server.logIn(), await server.logIn()];
    expect(await me(laptop)).toBe(200);
    const answer = await post('logout', laptop);
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers.getSetCookie()).toEqual([CLEARED]);
    expect(await me(laptop)).toBe(401);
    expect(await me(phone)).toBe(200);
  });

  it('clears the cookie even if there is no login, or if it has ended', async () => {
    const cookie = await server.logIn();
    await post('logout', cookie);
    for (const ended of [cookie, 'dwell_sid=forged', undefined]) {
      const answer = await post('logout', ended);
      expect(answer.status).toBe(204);
      expect(answer.headers.getSetCookie()).toEqual([CLEARED]);
    }
  });

  it('logout-everywhere ends all logins of the user, and no others', async () => {
    const [laptop, phone] = [await server.logIn(), await server.logIn()];
    const { body } = await server.call<{ password: string }>('POST', '/api/v2/users', {
      cookie: laptop,
      body: { username: 'ada' },
    });
    const ada = await server.logIn('ada', body.password);
    for (const cookie of [laptop, phone, ada]) expect(await me(cookie)).toBe(200);

    const answer = await post('logout-everywhere', laptop);
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()).toEqual([CLEARED]);
    expect(await me(laptop)).toBe(401);
    expect(await me(phone)).toBe(401);
    expect(await me(ada)).toBe(200);
    expect(await me(await server.logIn())).toBe(200);
  });

  it('logout-everywhere answers 403 to an API key and 401 without a caller', async () => {
    const key = await server.createKey({ name: 'k', role: 'admin', username: 'admin' });
    const cookie = await server.logIn();
    expect((await server.call('POST', '/api/v2/auth/logout-everywhere', { key })).status).toBe(403);
    expect((await post('logout-everywhere')).status).toBe(401);
    expect(await me(cookie)).toBe(200);
  });
});
