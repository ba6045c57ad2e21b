import { describe, expect, it, jest } from '@jest/globals';
import Database from 'better-sqlite3';
import { MemoryStore } from '../stores/memory-store.js';
import { newSessionId } from './session-id.js';
import { SqliteStore } from '../stores/sqlite-store.js';
import type { Store } from '../stores/store.js';
import { Sessions } from './sessions.js';
import { serve, type User } from './testing/session-server.js';
import { ADA, GRACE, survivingHandlers } from './testing/surviving-handlers.js';

describe('If the store returns something that is not a session,', () => {
  const signed = newSessionId('my secret')[1];
  const request = () => ({ headers: { cookie: `sid=${signed}` } });
  const response = { headersSent: false, getHeader: () => undefined, setHeader: () => undefined };

  it('null counts as undefined', async () => {
    const store = { get: () => null, set: () => undefined, destroy: () => undefined };
    const sessions = new Sessions<User>({ store: store as unknown as Store<User>, secret: 'my secret' });
    expect(await sessions.get(request())).toBeUndefined();
  });

  it.each([undefined, null, '', 'route', 0])(
    'V24: a rejection with %p is passed to next as an Error, since next does not take every value for an error',
    async (cause) => {
      const store = {
        get: () => Promise.reject(cause),
        set: () => undefined,
        destroy: () => undefined,
      } as Store<User>;
      const sessions = new Sessions<User>({ store, secret: 'my secret' });
      const next = jest.fn();
      await sessions.middleware()(request(), response, next);
      expect(next.mock.calls).toEqual([[expect.objectContaining({ message: expect.any(String), cause })]]);
      await expect(sessions.middleware()(request(), response)).rejects.toMatchObject({ cause });
    },
  );

  it("V16: a row that can't be read counts as missing, is passed to onUnreadable, and can be overwritten", async () => {
    const database = new Database(':memory:');
    const unreadable: string[] = [];
    const store = new SqliteStore<User>(database, { onUnreadable: (sid) => unreadable.push(sid) });
    const sessions = new Sessions<User>({ store, secret: 'my secret' });
    const visitor = await serve(sessions, survivingHandlers(sessions));
    await visitor.get('/save-ada');
    const before = (await visitor.get('/')).body as { sessionId: string };
    database.exec(`UPDATE DBStoreSessions SET data = '{"name":'`);
    const { status, body } = await visitor.get('/');
    expect([status, body]).toEqual([200, { sessionId: before.sessionId }]);
    expect(unreadable).toEqual([before.sessionId]);
    await visitor.get('/save-grace');
    expect((await visitor.get('/')).body).toEqual({ ...before, sessionData: GRACE });
    database.close();
  });

  it("V16: without onUnreadable, a row that can't be read makes the request fail, and stays", async () => {
    const database = new Database(':memory:');
    const sessions = new Sessions<User>({ store: new SqliteStore<User>(database), secret: 'my secret' });
    const visitor = await serve(sessions, survivingHandlers(sessions));
    await visitor.get('/save-ada');
    database.exec(`UPDATE DBStoreSessions SET data = '{"name":'`);
    for (const path of ['/', '/save-grace']) {
      const { status, body, cookies } = await visitor.get(path);
      const error = "UnreadableSessionError: The session's record can't be read";
      expect([status, body, cookies]).toEqual([500, error, []]);
    }
    expect(database.prepare('SELECT data FROM DBStoreSessions').pluck().all()).toEqual(['{"name":']);
    database.close();
  });
});

describe('If the store returns data of another form,', () => {
  const parse = (stored: unknown): User => {
    const { name } = stored as Partial<User>;
    if (typeof name !== 'string') throw new TypeError('no user');
    return { name: name.trim() };
  };
  const setUp = async ({ bare = false } = {}) => {
    const store = new MemoryStore<unknown>();
    const sessions = new Sessions<User>({ store: store as MemoryStore<User>, secret: 'my secret', parse });
    const visitor = await serve(sessions, survivingHandlers(sessions), { bare });
    const [sid, signed] = newSessionId('my secret');
    visitor.cookie = `sid=${signed}`;
    return { store, sid, visitor };
  };

  it.each<[unknown]>([[42], ['}{'], [{ name: 1 }], [[]], [false]])(
    "parse turns %j into the request's error, and the session stays",
    async (garbage) => {
      const { store, sid, visitor } = await setUp();
      store.set(sid, garbage);
      const { status, body, cookies } = await visitor.get('/');
      expect([status, body, cookies]).toEqual([500, 'TypeError: no user', []]);
      expect(store.get(sid, 0)).toEqual(garbage);
    },
  );

  it('parse converts the data, and is not called for a missing session', async () => {
    const { store, sid, visitor } = await setUp();
    expect((await visitor.get('/')).body).toEqual({ sessionId: sid });
    store.set(sid, { name: ' Ada ' });
    expect((await visitor.get('/')).body).toEqual({ sessionId: sid, sessionData: ADA });
  });

  it("a handler that catches the middleware's error can end the session", async () => {
    const store = new MemoryStore<unknown>();
    const sessions = new Sessions<User>({ store: store as MemoryStore<User>, secret: 'my secret', parse });
    const load = sessions.middleware();
    const visitor = await serve(
      sessions,
      { '/': (req, res) => load(req, res).catch(() => sessions.logout(req, res)) },
      { bare: true },
    );
    const [sid, signed] = newSessionId('my secret');
    store.set(sid, 42);
    visitor.cookie = `sid=${signed}`;
    expect((await visitor.get('/')).status).toBe(200);
    expect([visitor.cookie, store.all()]).toEqual(['', []]);
  });

  it.each(['/save-grace', '/resave-grace', '/destroy', '/logout'])(
    'a handler that does not load the session can replace or end it by %s',
    async (path) => {
      const { store, sid, visitor } = await setUp({ bare: true });
      store.set(sid, 42);
      visitor.cookie += `; sid=${newSessionId('my secret')[1]}`;
      expect((await visitor.get(path)).body).toMatchObject({ error: 'none' });
      expect(store.all()).toEqual(/save/.test(path) ? [GRACE] : []);
    },
  );
});
