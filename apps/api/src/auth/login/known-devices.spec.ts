import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN_PASSWORD, TestServer } from '../../testing/test-server.js';
import { ATTEMPTS_WINDOW_MS, MAX_FAILURES_PER_ACCOUNT } from './login-attempts.js';

describe('A device that has logged in before', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start({ TRUST_PROXY: 'loopback' });
  });
  afterAll(() => server.close());

  const logIn = (username: string, password: string, cookie?: string, scheme = 'http') => {
    const headers = { 'x-forwarded-proto': scheme };
    return server.call('POST', '/api/v2/auth/login', { body: { username, password }, cookie, headers });
  };
  const deviceOf = async (username: string, password: string): Promise<string> => {
    const { headers } = await logIn(username, password);
    return headers.getSetCookie().find((cookie) => cookie.startsWith('dwell_device=')) ?? '';
  };
  const valueOf = (cookie: string): string => cookie.split(';')[0] ?? '';

  it('gets a cookie that no script and no other site can read', async () => {
    expect(await deviceOf('admin', ADMIN_PASSWORD)).toMatch(
      /^dwell_device=[\w-]{22}\.[\w-]{43}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it('lets its user log in while somebody behind the same address guesses', async () => {
    const device = valueOf(await deviceOf('admin', ADMIN_PASSWORD));
    for (let i = 0; i < MAX_FAILURES_PER_ACCOUNT; i++) await logIn('admin', 'wrong');
    expect((await logIn('admin', ADMIN_PASSWORD)).status).toBe(429);
    const known = await logIn('admin', ADMIN_PASSWORD, device);
    expect(known.status).toBe(200);
    expect(known.headers.getSetCookie().join()).not.toContain('dwell_device');
    // Another subdomain could have planted a cookie of this name.
    expect((await logIn('admin', ADMIN_PASSWORD, device, 'https')).status).toBe(429);
    expect((await logIn('admin', ADMIN_PASSWORD, `__Host-${device}`, 'https')).status).toBe(200);
  });

  it('is not recognised by a forged cookie, or for another user', async () => {
    server.clock.advance(ATTEMPTS_WINDOW_MS);
    const admin = { cookie: await server.logIn() };
    const body = { username: 'ben', password: 'violet umbrella 42' };
    await server.call('POST', '/api/v2/users', { ...admin, body });
    const device = valueOf(await deviceOf('ben', body.password));
    const forged = `${device.slice(0, -3)}AAA`;
    for (let i = 0; i < MAX_FAILURES_PER_ACCOUNT; i++) await logIn('admin', 'wrong');
    for (const cookie of [device, forged, 'dwell_device=x.y', 'dwell_device=']) {
      expect((await logIn('admin', ADMIN_PASSWORD, cookie)).status).toBe(429);
    }
  });
});
