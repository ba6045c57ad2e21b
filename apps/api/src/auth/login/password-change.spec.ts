import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN_PASSWORD, type Answer, TestServer } from '../../testing/test-server.js';
import { ATTEMPTS_WINDOW_MS, MAX_FAILURES_PER_ACCOUNT } from './login-attempts.js';

const NEW_PASSWORD = 'a better horse battery';

describe('POST /auth/password', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.close());

  const change = (cookie: string, current_password: unknown, new_password: unknown): Promise<Answer> =>
    server.call('POST', '/api/v2/auth/password', { cookie, body: { current_password, new_password } });
  const me = async (cookie: string) => (await server.call('GET', '/api/v2/auth/me', { cookie })).status;
  const login = async (password: string) =>
    (await server.call('POST', '/api/v2/auth/login', { body: { username: 'admin', password } })).status;

  it('gives this device a new session id and ends the other logins', async () => {
    const [laptop, phone] = [await server.logIn(), await server.logIn()];
    expect(await me(laptop)).toBe(200);
    expect(await me(phone)).toBe(200);

    const answer = await change(laptop, ADMIN_PASSWORD, NEW_PASSWORD);
    expect(answer).toMatchObject({ status: 204, text: '' });
    const renewed = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(await me(renewed)).toBe(200);
    expect(await me(laptop)).toBe(401);
    expect(await me(phone)).toBe(401);

    expect(await login(ADMIN_PASSWORD)).toBe(401);
    expect(await login(NEW_PASSWORD)).toBe(200);
    await change(renewed, NEW_PASSWORD, ADMIN_PASSWORD);
  });

  it.each<[string, unknown, unknown, string]>([
    ['a wrong current password', 'wrong password', NEW_PASSWORD, 'current_password'],
    ['a new password that is too short', ADMIN_PASSWORD, '1234567', 'new_password'],
    ['a new password that is too long', ADMIN_PASSWORD, 'x'.repeat(257), 'new_password'],
    ['a missing new password', ADMIN_PASSWORD, undefined, 'new_password'],
  ])('answers 400, names the field and changes nothing for %s', async (_, current, changed, field) => {
    const cookie = await server.logIn();
    const answer = await change(cookie, current, changed);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect(await me(cookie)).toBe(200);
    expect(await login(ADMIN_PASSWORD)).toBe(200);
  });

  it('counts wrong current passwords as failed attempts', async () => {
    const cookie = await server.logIn();
    for (let i = 0; i < MAX_FAILURES_PER_ACCOUNT; i++) await change(cookie, 'wrong password', NEW_PASSWORD);
    expect((await change(cookie, ADMIN_PASSWORD, NEW_PASSWORD)).status).toBe(429);
    server.clock.advance(ATTEMPTS_WINDOW_MS);
  });

  it('answers 403 to an API key, which has no password', async () => {
    const key = await server.createKey({ name: 'k', role: 'admin', username: 'admin' });
    const answer = await server.call('POST', '/api/v2/auth/password', {
      key,
      body: { current_password: ADMIN_PASSWORD, new_password: NEW_PASSWORD },
    });
    expect(answer.status).toBe(403);
    expect(await login(ADMIN_PASSWORD)).toBe(200);
  });
});
