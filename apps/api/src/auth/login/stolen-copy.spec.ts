import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { TestServer } from '../../testing/test-server.js';

/** Returns a cookie's value as the server makes it. */
const sign = (sid: string, secret: string): string =>
  `${sid}.${createHmac('sha256', secret).update(sid).digest('base64url')}`;

describe('Somebody with a copy of the database', () => {
  let server: TestServer;
  let cookie: string;
  beforeAll(async () => {
    server = await TestServer.start();
    cookie = await server.logIn();
  });
  afterAll(() => server.close());

  const me = async (value: string) =>
    (await server.call('GET', '/api/v2/auth/me', { cookie: `dwell_sid=${value}` })).status;

  it('finds the ids of logins only as hashes, and can log in neither with them nor with the signing secret', async () => {
    const { accounts, archive } = server.running.database;
    const value = decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1));
    const [sid = ''] = value.split('.');
    const [secret] = await accounts.listSecrets();
    const signed = (id: string) => sign(id, secret?.value ?? '');
    const stored: string[] = [];
    for await (const portion of archive.sessionData('logins'))
      stored.push(...portion.map((data) => data.sid));

    expect(stored).toHaveLength(1);
    expect(stored).not.toContain(sid);
    for (const id of stored) expect(await me(signed(id))).toBe(401);
    expect(await me(signed(sid))).toBe(200);
  });
});
