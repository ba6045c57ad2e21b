import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditAnswer, AuditEntryAnswer } from '@dwell/shared';
import fc from 'fast-check';
import { AuditLog } from './audit-log.js';
import { REFUSAL_INTERVAL_MS } from './audited-refusals.js';
import { ADMIN_PASSWORD, START_OF_TEST, TestServer } from '../../testing/test-server.js';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('The audit log', () => {
  let server: TestServer;
  let admin: string;
  beforeAll(async () => {
    server = await TestServer.start({ AUDIT_RETENTION_DAYS: '30', LOGIN_IDLE_MINUTES: '0' });
    admin = await server.logIn();
  });
  afterAll(() => server.close());

  const list = (query = '') => server.call<AuditAnswer>('GET', `/api/v2/audit${query}`, { cookie: admin });
  /** Resolves to the entries that `act` added, the oldest first, without ids and times. */
  const added = async (act: () => Promise<unknown>) => {
    server.clock.advance(1_000);
    const from = server.clock.now() / 1000;
    await act();
    const { body } = await list(`?from=${from}`);
    return body.entries.toReversed().map(({ id: _, at: __, ...entry }) => entry);
  };
  const call = (method: string, path: string, body?: unknown) =>
    server.call<{ id: string; key: string; password: string }>(method, `/api/v2${path}`, {
      cookie: admin,
      body,
    });
  const logIn = (username: string, password: string) =>
    server.call('POST', '/api/v2/auth/login', { body: { username, password } });
  const byAdmin = {
    actor: 'admin',
    via: 'login',
    address: '127.0.0.1',
    target: null,
    detail: null,
    outcome: 'done',
  };

  it('has the creation of the first admin', async () => {
    const { body } = await list('?act=create-first-admin');
    expect(body.entries).toEqual([
      {
        id: expect.any(String),
        at: START_OF_TEST / 1000,
        actor: null,
        via: null,
        address: null,
        act: 'create-first-admin',
        target: 'admin',
        detail: null,
        outcome: 'done',
      },
    ]);
  });

  it('records who logs in and out, and who fails to log in', async () => {
    const entries = await added(async () => {
      const cookie = await server.logIn();
      await server.call('POST', '/api/v2/auth/logout', { cookie });
      await server.call('POST', '/api/v2/auth/logout', { cookie });
      await logIn('admin', 'wrong');
    });
    expect(entries).toEqual([
      { ...byAdmin, act: 'login' },
      { ...byAdmin, act: 'logout' },
      { ...byAdmin, act: 'login', actor: null, via: null, target: 'admin', outcome: 'refused' },
    ]);
  });

  it('has each change of users, roles, passwords and keys, with its actor and outcome', async () => {
    let keyId = '';
    const entries = await added(async () => {
      await call('POST', '/users', { username: 'ben', role: 'analyst' });
      await call('PATCH', '/users/ben', { role: 'admin' });
      await call('POST', '/users/ben/reset');
      await call('DELETE', '/users/ben');
      await call('DELETE', '/users/admin');
      keyId = (await call('POST', '/api-keys', { name: 'a program', role: 'admin' })).body.id;
      await call('DELETE', `/api-keys/${keyId}`);
      await call('POST', '/auth/password', { current_password: 'wrong', new_password: 'violet umbrella 42' });
    });
    expect(entries).toEqual([
      { ...byAdmin, act: 'create-user', target: 'ben', detail: 'analyst' },
      { ...byAdmin, act: 'change-role', target: 'ben', detail: 'admin' },
      { ...byAdmin, act: 'reset-password', target: 'ben' },
      { ...byAdmin, act: 'remove-user', target: 'ben' },
      { ...byAdmin, act: 'remove-user', target: 'admin', outcome: 'refused' },
      { ...byAdmin, act: 'create-api-key', target: keyId, detail: 'a program' },
      { ...byAdmin, act: 'remove-api-key', target: keyId },
      { ...byAdmin, act: 'change-password', outcome: 'refused' },
    ]);
  });

  it('names the API key as the actor, not the user that a request with the key names', async () => {
    const key = await server.createKey({ name: 'a program', role: 'admin' });
    const [, entry] = await added(async () => {
      await logIn('admin', ADMIN_PASSWORD);
      await server.call('POST', '/api/v2/users', { key, user: 'somebody else', body: { username: 'made' } });
    });
    expect(entry).toMatchObject({ actor: expect.stringMatching(/^key [\w-]{36}$/), via: 'api-key' });
  });

  it('has the calls that somebody had no right to make, at most one in an hour for each caller and route', async () => {
    const key = await server.createKey({ name: 'pages', role: 'reporter' });
    const refused = async () => {
      for (let count = 0; count < 20; count++) {
        await server.call('DELETE', `/api/v2/users/user-${count}`, { key, user: `somebody ${count}` });
        await server.call('GET', '/api/v2/sessions', { key });
        await server.call('POST', '/sessman/new', { key });
      }
    };
    const entry = (detail: string) => ({
      ...byAdmin,
      act: 'refused-call',
      actor: expect.stringMatching(/^key [\w-]{36}$/),
      via: 'api-key',
      detail,
      outcome: 'refused',
    });
    const entries = ['DELETE /api/v2/users/:username', 'GET /api/v2/sessions', 'POST /sessman/new'].map(
      entry,
    );
    expect(await added(refused)).toEqual(entries);
    expect(await added(refused)).toEqual([]);
    server.clock.advance(REFUSAL_INTERVAL_MS);
    admin = await server.logIn();
    expect(await added(refused)).toEqual(entries);
  });

  it('never contains a password, a key or a cookie, also if it was typed into the field of the username', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[!-~]{12,30}$/), async (secret) => {
        server.clock.advance(DAY_MS);
        await logIn(secret, secret);
        await logIn('admin', secret);
        await call('POST', '/users', { username: `user ${secret.length}`, password: secret });
        await call('POST', '/users', { username: 'no user', password: [secret] });
        const { body } = await call('POST', '/users', { username: 'generated' });
        const { body: reset } = await call('POST', '/users/generated/reset');
        const cookie = await server.logIn('generated', reset.password);
        await server.call('POST', '/api/v2/auth/password', {
          cookie,
          body: { current_password: secret, new_password: secret },
        });
        const { key } = (await call('POST', '/api-keys', { name: 'k', role: 'reporter' })).body;
        await call('DELETE', '/users/generated');

        const entries: unknown[] = [];
        for (let cursor = ''; ;) {
          const page = (await list(`?limit=500${cursor}`)).body;
          entries.push(...page.entries.flatMap((entry) => Object.values(entry)));
          if (page.next_cursor === undefined) break;
          cursor = `&cursor=${page.next_cursor}`;
        }
        const texts = entries.filter((value) => typeof value === 'string');
        const session = cookie.slice(cookie.indexOf('=') + 1).split('.')[0] ?? '';
        for (const hidden of [secret, body.password, reset.password, key, session]) {
          expect(texts.filter((text) => text.includes(hidden))).toEqual([]);
        }
      }),
      { numRuns: 5 },
    );
  });

  it('is read page by page, and filtered by actor, act and time', async () => {
    const all = (await list('?limit=500')).body.entries;
    const paged: AuditEntryAnswer[] = [];
    let cursor = '';
    do {
      const { body } = await list(`?limit=7${cursor}`);
      paged.push(...body.entries);
      cursor = body.next_cursor === undefined ? '' : `&cursor=${body.next_cursor}`;
    } while (cursor !== '');
    expect(paged).toEqual(all);
    expect((await list('?actor=admin&act=remove-user&limit=500')).body.entries).toEqual(
      all.filter(({ actor, act }) => actor === 'admin' && act === 'remove-user'),
    );
    expect((await list(`?to=${START_OF_TEST / 1000}`)).body.entries).toEqual([]);
  });

  it.each(['act=nothing', 'limit=0', 'cursor=x', 'from=-1', 'who=ada'])(
    'answers 400 to ?%s',
    async (query) => {
      expect((await list(`?${query}`)).status).toBe(400);
    },
  );

  it('gets only a few entries from somebody who guesses passwords', async () => {
    const entries = await added(async () => {
      for (let i = 0; i < 30; i++) await logIn('admin', 'wrong');
    });
    expect(entries.length).toBeLessThanOrEqual(10);
  });

  it('forgets entries that are older than AUDIT_RETENTION_DAYS', async () => {
    server.clock.advance(31 * DAY_MS);
    admin = await server.logIn();
    await server.running.app.get(AuditLog).purge();
    expect((await list()).body.entries).toHaveLength(1);
  });
});
