import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TestServer } from '../../testing/test-server.js';
import type { Login } from '../../store/ports/session-data-stores.js';
import { MAX_STALENESS_MS } from '../guard/identities.js';
import { MAX_USE_STEP_MS } from './login-use.js';

const HOUR_MS = 3_600_000;

describe('A login that nobody uses', () => {
  let server: TestServer;
  let cookie: string;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  beforeEach(async () => {
    server.clock.advance(1);
    cookie = await server.logIn();
  });
  afterAll(() => server.close());

  const me = async (sent = cookie) => (await server.call('GET', '/api/v2/auth/me', { cookie: sent })).status;
  const lastUses = async (): Promise<(number | undefined)[]> => {
    const uses: (number | undefined)[] = [];
    for await (const portion of server.running.database.archive.sessionData('logins')) {
      uses.push(...portion.map(({ data }) => (JSON.parse(data) as Login).usedAt));
    }
    return uses;
  };

  it('ends after twelve hours, for good', async () => {
    const now = server.clock.now();
    server.clock.advance(12 * HOUR_MS);
    expect(await me()).toBe(401);
    server.clock.set(now);
    expect(await me()).toBe(401);
  });

  it('stays for twelve hours after each use', async () => {
    for (let use = 0; use < 3; use++) {
      server.clock.advance(12 * HOUR_MS - 1);
      expect(await me()).toBe(200);
    }
    server.clock.advance(12 * HOUR_MS);
    expect(await me()).toBe(401);
  });

  it('does not end if it may only report, so that no time is lost', async () => {
    const body = { username: 'reporter', password: 'violet umbrella 42', role: 'reporter' };
    await server.call('POST', '/api/v2/users', { cookie, body });
    const reporter = await server.logIn(body.username, body.password);
    server.clock.advance(29 * 24 * HOUR_MS);
    expect(await me(reporter)).toBe(200);
    expect(await me()).toBe(401);
  });

  it('costs a write only if its last stored use is five minutes old', async () => {
    const start = server.clock.now();
    for (let waited = 0; waited < MAX_USE_STEP_MS - MAX_STALENESS_MS; waited += MAX_STALENESS_MS) {
      server.clock.advance(MAX_STALENESS_MS);
      await me();
    }
    expect(await lastUses()).toContain(start);
    server.clock.advance(MAX_STALENESS_MS);
    await me();
    expect(await lastUses()).not.toContain(start);
    expect(await lastUses()).toContain(server.clock.now());
  });

  it('does not last longer because it was used while the clock was ahead', async () => {
    const start = server.clock.now();
    server.clock.advance(11 * HOUR_MS);
    expect(await me()).toBe(200);
    server.clock.set(start + HOUR_MS);
    expect(await me()).toBe(200);
    server.clock.advance(12 * HOUR_MS);
    expect(await me()).toBe(401);
  });

  it('can be used while its use can not be stored', async () => {
    const store = jest.spyOn(server.running.database.logins, 'replace');
    store.mockRejectedValueOnce(new Error('The disk is full'));
    server.clock.advance(HOUR_MS);
    expect(await me()).toBe(200);
    expect(store).toHaveBeenCalled();
    store.mockRestore();
  });
});
