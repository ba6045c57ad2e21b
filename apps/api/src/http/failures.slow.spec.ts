import { afterEach, describe, expect, it } from '@jest/globals';
import { StoreTimeoutError } from '@dwell/sessions';
import type { LoginStore } from '../store/ports/session-data-stores.js';
import type { Database } from '../store/ports/database.js';
import { openDatabase } from '../store/open-database.js';
import type { SessionStore } from '../store/ports/session-store.js';
import { StoreUnavailableError } from '../store/ports/errors.js';
import { ADMIN_PASSWORD, TestServer, TestUser } from '../testing/test-server.js';

const SECRET = '/var/lib/dwell.db is broken at line 7';

/** Starts a server on the real store with some methods replaced by those that `change` returns. */
const serverWith = async (change: (real: SessionStore) => Partial<SessionStore>): Promise<TestServer> =>
  TestServer.start(
    {},
    {
      open: async (settings): Promise<Database> => {
        const database = await openDatabase(settings);
        const sessions = Object.assign(
          Object.create(database.sessions) as SessionStore,
          change(database.sessions),
        );
        return { ...database, sessions, close: () => database.close() };
      },
    },
  );

describe('When the store fails, the server', () => {
  let server: TestServer;
  afterEach(() => server.close());

  const userOf = async (): Promise<TestUser> =>
    new TestUser(server, await server.createKey({ name: 'failures', role: 'analyst' }), 'ann');

  it('answers 503 with Retry-After to a ping that it can not store', async () => {
    server = await serverWith(() => ({
      commit: () => Promise.reject(new StoreUnavailableError('full', { cause: new Error(SECRET) })),
    }));
    const answer = await (await userOf()).start();
    expect(answer).toMatchObject({
      status: 503,
      body: { statusCode: 503, error: 'Service Unavailable', message: expect.any(String) },
    });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.text).not.toContain(SECRET);
  });

  it('answers 503 without a cookie to a login when the store is too slow', async () => {
    server = await TestServer.start(
      {},
      {
        open: async (settings): Promise<Database> => {
          const database = await openDatabase(settings);
          const logins = Object.assign(Object.create(database.logins) as LoginStore, {
            set: () => Promise.reject(new StoreTimeoutError('set', 10_000)),
          });
          return { ...database, logins, close: () => database.close() };
        },
      },
    );
    const answer = await server.call('POST', '/api/v2/auth/login', {
      body: { username: 'admin', password: ADMIN_PASSWORD },
    });
    expect(answer).toMatchObject({ status: 503, body: { statusCode: 503 } });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('answers 500 to an unexpected error, and reveals nothing of it', async () => {
    server = await serverWith(() => ({ listSessions: () => Promise.reject(new TypeError(SECRET)) }));
    const failed = await server.call('GET', '/api/v2/sessions', { cookie: await server.logIn() });
    expect(failed).toMatchObject({ status: 500, body: { statusCode: 500, error: 'Internal Server Error' } });
    expect(failed.text).not.toContain(SECRET);
    expect(failed.text).not.toContain(' at ');
  });

  it('answers 503 on /readyz, and still 200 on /healthz', async () => {
    server = await serverWith(() => ({ ping: () => Promise.reject(new StoreUnavailableError('away')) }));
    expect((await server.call('GET', '/readyz')).status).toBe(503);
    expect((await server.call('GET', '/healthz')).status).toBe(200);
  });

  it('cuts the connection when a streamed list fails midway', async () => {
    let pages = 0;
    server = await serverWith((real) => ({
      listSessions: (query) =>
        ++pages === 1
          ? real.listSessions({ ...query, limit: 3 }).then((page) => Array(query.limit).fill(page[0]))
          : Promise.reject(new Error(SECRET)),
    }));
    const user = await userOf();
    await user.start();
    await expect(server.call('GET', '/api/v2/sessions', { cookie: await server.logIn() })).rejects.toThrow();
    expect(pages).toBe(2);
  });
});
