import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryStore } from '../stores/memory-store.js';
import type { Store } from '../stores/store.js';
import type { SessionRequest } from './http.js';
import { SessionEndedError, Sessions } from './sessions.js';
import { current, type Handler, serve, type User } from './testing/session-server.js';
import { ADA, GRACE, MAX_AGE } from './testing/user-sessions.js';

const WITH_REPLACE = 'a store that can replace';

/** Starts a server whose `/late-save` and `/late-resave` first wait for another request, and then save or resave. */
const setUp = async (name: string) => {
  const clock = { time: 1_700_000_000_000 };
  const kept = new MemoryStore<User>({ now: () => clock.time });
  const required: Store<User> = {
    get: (sid, maxAge) => kept.get(sid, maxAge),
    set: (sid, user) => {
      kept.set(sid, user);
    },
    destroy: (sid) => {
      kept.destroy(sid);
    },
  };
  const store = name === WITH_REPLACE ? kept : required;
  const sessions = new Sessions<User>({ store, secret: 'my secret', maxAge: MAX_AGE });
  let meanwhile: () => unknown = () => undefined;
  const late = (act: (...args: Parameters<Handler>) => Promise<void>): Handler => {
    return async (req, res) => {
      await meanwhile();
      const error: unknown = await act(req, res).catch((cause: unknown) => cause);
      return { ended: error instanceof SessionEndedError, error: String(error), ...current(req) };
    };
  };
  const handlers: Record<string, Handler> = {
    '/': current,
    '/save-ada': (req, res) => sessions.save(req, res, ADA),
    '/resave-ada': (req, res) => sessions.resave(req, res, ADA),
    '/destroy': (req, res) => sessions.destroy(req, res),
    '/logout': (req, res) => sessions.logout(req, res),
    '/late-save': late((req, res) => sessions.save(req, res, GRACE)),
    '/late-resave': late((req, res) => sessions.resave(req, res, GRACE)),
  };
  const visitor = await serve(sessions, handlers);
  await visitor.get('/save-ada');
  return {
    clock,
    kept,
    visitor,
    /** Sends a request that loads the session, waits for `act`, and then saves or resaves. */
    lateAfter: (act: () => unknown, path: '/late-save' | '/late-resave' = '/late-save') => {
      meanwhile = act;
      return visitor.double().get(path);
    },
  };
};

describe.each([WITH_REPLACE, 'a store with the required methods'])('On %s', (name) => {
  it.each([
    ['/late-save', '/resave-ada', [ADA]],
    ['/late-save', '/destroy', []],
    ['/late-save', '/logout', []],
    ['/late-resave', '/resave-ada', [ADA]],
    ['/late-resave', '/destroy', []],
    ['/late-resave', '/logout', []],
  ] as const)(
    'V33, V36, V37: %s after %s by another request rejects, writes nothing and sends no cookie',
    async (late, path, left) => {
      const { kept, visitor, lateAfter } = await setUp(name);
      const before = (await visitor.get('/')).body as object;
      const { body, cookies } = await lateAfter(() => visitor.get(path), late);
      expect(body).toEqual({
        ended: true,
        error: 'SessionEndedError: Another request has ended the session',
        ...before,
      });
      expect(cookies).toEqual([]);
      expect(kept.all()).toEqual(left);
    },
  );

  it('V27: a save overwrites what another request saved after this request had loaded the session', async () => {
    const { kept, visitor, lateAfter } = await setUp(name);
    expect((await lateAfter(() => visitor.get('/save-ada'))).body).toMatchObject({ ended: false });
    expect(kept.all()).toEqual([GRACE]);
  });

  it('V33: a login with resave works after another request has ended the session', async () => {
    const { kept, visitor } = await setUp(name);
    const stale = visitor.double();
    await visitor.get('/logout');
    await stale.get('/resave-ada');
    expect((await stale.get('/')).body).toMatchObject({ sessionData: ADA });
    expect(kept.all()).toEqual([ADA]);
  });

  it('V13: a save gives the session a new age if it expired while the request was being answered', async () => {
    const { clock, visitor, lateAfter } = await setUp(name);
    const { body, cookies } = await lateAfter(() => (clock.time += MAX_AGE + 1));
    expect(body).toMatchObject({ ended: false, sessionData: GRACE });
    expect(cookies).toHaveLength(1);
    clock.time += MAX_AGE;
    expect((await visitor.get('/')).body).toMatchObject({ sessionData: GRACE });
  });

  it('V33: a resave (a save under a new session id) works even if the session expired while the request was being answered', async () => {
    const { clock, kept, lateAfter } = await setUp(name);
    const { body, cookies } = await lateAfter(() => (clock.time += MAX_AGE + 1), '/late-resave');
    expect(body).toMatchObject({ ended: false, sessionData: GRACE });
    expect(cookies).toHaveLength(1);
    expect(kept.all()).toEqual([GRACE]);
  });
});

it('SessionEndedError has the status code 409 for Express and Fastify', () => {
  expect(new SessionEndedError()).toMatchObject({ name: 'SessionEndedError', statusCode: 409 });
});

/** Wraps a store so that its methods answer in an order that fast-check chooses. */
const scheduled = (kept: MemoryStore<number>, scheduler: fc.Scheduler): Store<number> => ({
  get: async (sid, maxAge) => {
    await scheduler.schedule(Promise.resolve(), 'get');
    return kept.get(sid, maxAge);
  },
  set: async (sid, data) => {
    await scheduler.schedule(Promise.resolve(), 'set');
    kept.set(sid, data);
  },
  replace: async (sid, maxAge, data) => {
    await scheduler.schedule(Promise.resolve(), 'replace');
    return kept.replace(sid, maxAge, data);
  },
  destroy: async (sid) => {
    await scheduler.schedule(Promise.resolve(), 'destroy');
    return kept.destroy(sid);
  },
});

it('V33, V37: of several resaves of one session, in any order with saves and logouts, at most one succeeds', async () => {
  const times = (max: number) => fc.integer({ min: 0, max });
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      times(3),
      times(3),
      times(1),
      async (scheduler, saves, resaves, logouts) => {
        const kept = new MemoryStore<number>();
        const sessions = new Sessions<number>({ store: scheduled(kept, scheduler), secret: 'my secret' });
        const cookies: string[] = [];
        const response = {
          headersSent: false,
          getHeader: () => undefined,
          setHeader: (header: string, value: string | string[]) => {
            if (header === 'Set-Cookie') cookies.push(String(value));
          },
        };
        const first = { headers: {} };
        await scheduler.waitFor(sessions.save(first, response, 0));
        const old = (first as unknown as { sessionId: string }).sessionId;
        const cookie = (cookies[0] ?? '').split(';')[0];

        /** Resolves to whether the request saw the session and the method succeeded. */
        const request = async (act: (req: SessionRequest) => Promise<void>): Promise<boolean> => {
          const req = { headers: { cookie } };
          await sessions.get(req);
          // Like a handler that waits for something else, so that the requests overlap.
          await scheduler.schedule(Promise.resolve(), 'handler');
          if ((req as unknown as { sessionData?: number }).sessionData === undefined) return false;
          const error: unknown = await act(req).catch((cause: unknown) => cause);
          if (error !== undefined) expect(error).toBeInstanceOf(SessionEndedError);
          return error === undefined;
        };
        const requests = (length: number, act: (req: SessionRequest, n: number) => Promise<void>) =>
          Promise.all(Array.from({ length }, (_, n) => request((req) => act(req, n))));
        const [, resaved, loggedOut] = await scheduler.waitFor(
          Promise.all([
            requests(saves, (req, n) => sessions.save(req, response, n + 1)),
            requests(resaves, (req, n) => sessions.resave(req, response, n + 100)),
            requests(logouts, (req) => sessions.logout(req, response)),
          ]),
        );
        await scheduler.waitIdle();

        const winners = [0, 1, 2].filter((n) => resaved[n]).map((n) => n + 100);
        expect(winners.length).toBeLessThanOrEqual(1);
        const isOldAlive = kept.get(old, 0) !== undefined;
        expect(isOldAlive).toBe(!resaved.includes(true) && !loggedOut.includes(true));
        expect(kept.all().filter((data) => data >= 100)).toEqual(winners);
        expect(kept.all()).toHaveLength(winners.length + (isOldAlive ? 1 : 0));
      },
    ),
  );
});
