import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryStore } from '../stores/memory-store.js';
import type { Store } from '../stores/store.js';
import { SessionEndedError } from './sessions.js';
import { Sessions } from './sessions.js';
import { current, type Handler, serve, type User } from './testing/session-server.js';
import { ADA, GRACE, MAX_AGE } from './testing/user-sessions.js';

const WITH_REPLACE = 'a store that can replace';

/** Starts a server whose `/late-save` first waits for another request, and then saves. */
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
  const handlers: Record<string, Handler> = {
    '/': current,
    '/save-ada': (req, res) => sessions.save(req, res, ADA),
    '/resave-ada': (req, res) => sessions.resave(req, res, ADA),
    '/destroy': (req, res) => sessions.destroy(req, res),
    '/logout': (req, res) => sessions.logout(req, res),
    '/late-save': async (req, res) => {
      await meanwhile();
      const error: unknown = await sessions.save(req, res, GRACE).catch((cause: unknown) => cause);
      return { ended: error instanceof SessionEndedError, error: String(error), ...current(req) };
    },
  };
  const visitor = await serve(sessions, handlers);
  await visitor.get('/save-ada');
  return {
    clock,
    kept,
    visitor,
    /** Sends a request that loads the session, waits for `act`, and then saves. */
    saveAfter: (act: () => unknown) => {
      meanwhile = act;
      return visitor.double().get('/late-save');
    },
  };
};

describe.each([WITH_REPLACE, 'a store with the required methods'])('On %s', (name) => {
  it.each([
    ['/resave-ada', [ADA]],
    ['/destroy', []],
    ['/logout', []],
  ])(
    'V33, V36, V37: a save after %s by another request rejects, writes nothing and sends no cookie',
    async (path, left) => {
      const { kept, visitor, saveAfter } = await setUp(name);
      const before = (await visitor.get('/')).body as object;
      const { body, cookies } = await saveAfter(() => visitor.get(path));
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
    const { kept, visitor, saveAfter } = await setUp(name);
    expect((await saveAfter(() => visitor.get('/save-ada'))).body).toMatchObject({ ended: false });
    expect(kept.all()).toEqual([GRACE]);
  });
});

it('V13: a save gives the session a new age if it expired while the request was being answered', async () => {
  const { clock, visitor, saveAfter } = await setUp(WITH_REPLACE);
  const { body, cookies } = await saveAfter(() => (clock.time += MAX_AGE + 1));
  expect(body).toMatchObject({ ended: false, sessionData: GRACE });
  expect(cookies).toHaveLength(1);
  clock.time += MAX_AGE;
  expect((await visitor.get('/')).body).toMatchObject({ sessionData: GRACE });
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
    kept.destroy(sid);
  },
});

it('V33: after saves and a resave of one session in any order, no session has the old id', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 4 }), async (scheduler, saves) => {
      const kept = new MemoryStore<number>();
      const sessions = new Sessions<number>({ store: scheduled(kept, scheduler), secret: 'my secret' });
      const cookies: string[] = [];
      const response = () => ({
        headersSent: false,
        getHeader: () => undefined,
        setHeader: (header: string, value: string | string[]) => {
          if (header === 'Set-Cookie') cookies.push(String(value));
        },
      });
      const first = { headers: {} };
      await scheduler.waitFor(sessions.save(first, response(), 0));
      const old = (first as unknown as { sessionId: string }).sessionId;
      const cookie = (cookies[0] ?? '').split(';')[0];

      const request = async (act: (req: { headers: { cookie?: string } }) => Promise<void>) => {
        const req = { headers: { cookie } };
        await sessions.get(req);
        // Like a handler that waits for something else, so that the requests overlap.
        await scheduler.schedule(Promise.resolve(), 'handler');
        if ((req as unknown as { sessionData?: number }).sessionData !== undefined) await act(req);
      };
      const requests = Array.from({ length: saves }, (_, n) =>
        request((req) => sessions.save(req, response(), n + 1)).catch((error: unknown) => {
          expect(error).toBeInstanceOf(SessionEndedError);
        }),
      );
      requests.push(request((req) => sessions.resave(req, response(), 100)));
      await scheduler.waitFor(Promise.all(requests));

      expect(kept.get(old, 0)).toBeUndefined();
      expect(kept.all()).toEqual([100]);
      expect(cookies).toHaveLength(2);
    }),
  );
});
