import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { MemoryStore } from '../stores/memory-store.js';
import { newSessionId } from './session-id.js';
import type { Store } from '../stores/store.js';
import { Sessions } from './sessions.js';
import { StoreTimeoutError } from '../stores/punctual-store.js';
import { type Handler, serve, type User } from './testing/session-server.js';
import { ADA, GRACE, survivingHandlers } from './testing/surviving-handlers.js';

type Operation = 'get' | 'set' | 'replace' | 'destroy';
type Failure = () => never | Promise<never>;

/** A store with the required methods. After failAt, one of them fails before it does anything. */
class FailingStore implements Store<User> {
  readonly kept = new MemoryStore<User>();
  private readonly failures = new Map<Operation, Failure>();

  failAt(operation: Operation, failure: Failure): void {
    this.failures.set(operation, failure);
  }

  get(sid: string, maxAge: number) {
    return this.mayFail('get') ?? this.kept.get(sid, maxAge);
  }
  set(sid: string, user: User) {
    return this.mayFail('set') ?? this.kept.set(sid, user);
  }
  destroy(sid: string) {
    return this.mayFail('destroy') ?? this.kept.destroy(sid);
  }

  protected mayFail(operation: Operation): Promise<never> | undefined {
    return this.failures.get(operation)?.();
  }
}

class FailingReplacingStore extends FailingStore {
  replace(sid: string, maxAge: number, user: User) {
    return this.mayFail('replace') ?? this.kept.replace(sid, maxAge, user);
  }
}

const throwing = (): never => {
  throw new Error('disk full');
};
const hanging: Failure = () => new Promise<never>(() => undefined);

const DISK_FULL = 'Error: disk full';
const LATE = expect.stringMatching(/^StoreTimeoutError: .* within 1 ms$/) as unknown as string;

const failures: [how: string, failure: Failure, error: string][] = [
  ['throws', throwing, DISK_FULL],
  ['rejects', () => Promise.reject(new Error('disk full')), DISK_FULL],
  ['hangs', hanging, LATE],
];

/** Serves sessions with a store timeout of 1 ms, which a store that answers synchronously never exceeds. */
const setUp = async (store: FailingStore = new FailingReplacingStore(), { bare = false } = {}) => {
  const sessions = new Sessions<User>({ store, secret: 'my secret', storeTimeout: 1 });
  return { store, visitor: await serve(sessions, survivingHandlers(sessions), { bare }) };
};

describe.each(failures)('With a store that %s,', (_, failure, error) => {
  it('V24: a failing get makes the request fail, and does not log the visitor out', async () => {
    const { store, visitor } = await setUp();
    await visitor.get('/save-ada');
    store.failAt('get', failure);
    const { status, body, cookies } = await visitor.get('/');
    expect([status, body, cookies]).toEqual([500, error, []]);
  });

  it('V35: a first save rejects if set fails in the store, and neither cookie nor session is created', async () => {
    const { store, visitor } = await setUp();
    store.failAt('set', failure);
    for (const path of ['/save-grace', '/resave-grace']) {
      const { body, cookies, headers } = await visitor.get(path);
      expect([body, cookies]).toEqual([{ error, sessionId: '' }, []]);
      expect(headers.get('Cache-Control')).toBeNull();
    }
  });

  it.each<[string, Operation, FailingStore]>([
    ['/save-grace', 'replace', new FailingReplacingStore()],
    ['/save-grace', 'set', new FailingStore()],
    ['/resave-grace', 'set', new FailingStore()],
    ['/resave-grace', 'destroy', new FailingStore()],
    ['/destroy', 'destroy', new FailingStore()],
    ['/logout', 'destroy', new FailingStore()],
  ])('V34, V35: %s does not change the session if %s fails in the store', async (path, operation, store) => {
    const { visitor } = await setUp(store);
    await visitor.get('/save-ada');
    const before = (await visitor.get('/')).body;
    store.failAt(operation, failure);
    const { body, cookies } = await visitor.get(path);
    expect([body, cookies]).toEqual([{ error, ...(before as object) }, []]);
    expect((await visitor.get('/')).body).toEqual(before);
  });

  it('V37: the logout of a visitor without a session does not call destroy of the store', async () => {
    const { store, visitor } = await setUp();
    store.failAt('destroy', failure);
    const { body, cookies } = await visitor.get('/logout');
    expect([body, cookies]).toEqual([{ error: 'none', sessionId: '' }, [expect.stringMatching('^sid=; ')]]);
  });

  it("V35: a save rejects if the store can't look up the session", async () => {
    const { store, visitor } = await setUp(new FailingStore(), { bare: true });
    await visitor.get('/save-ada');
    store.failAt('get', failure);
    expect((await visitor.get('/save-grace')).body).toMatchObject({ error });
    expect(store.kept.all()).toEqual([ADA]);
  });
});

it("V34: a resave that can't destroy the old session removes the new one", async () => {
  const { store, visitor } = await setUp();
  await visitor.get('/save-ada');
  let failed = 0;
  store.failAt('destroy', () => {
    if (failed++ === 0) throwing();
    return undefined as never;
  });
  await visitor.get('/resave-grace');
  expect([failed, store.kept.all()]).toEqual([2, [ADA]]);
});

it('a method that would set a cookie too late rejects, and neither saves nor destroys anything', async () => {
  const store = new MemoryStore<User>();
  const sessions = new Sessions<User>({ store, secret: 'my secret' });
  const errors: unknown[] = [];
  const late = (act: Handler): Handler => {
    return async (req, res) => {
      res.write(' ');
      await Promise.resolve(act(req, res)).catch((error: unknown) => errors.push(error));
    };
  };
  const visitor = await serve(sessions, {
    '/save-ada': (req, res) => sessions.save(req, res, ADA),
    '/late-save': late((req, res) => sessions.save(req, res, GRACE)),
    '/late-resave': late((req, res) => sessions.resave(req, res, GRACE)),
    '/late-logout': late((req, res) => sessions.logout(req, res)),
  });
  await visitor.get('/late-save');
  expect([errors.length, store.all()]).toEqual([1, []]);
  await visitor.get('/save-ada');
  await visitor.get('/late-resave');
  await visitor.get('/late-logout');
  expect([errors.length, store.all()]).toEqual([3, [ADA]]);
  expect(errors.map(String)).toEqual(Array(3).fill(expect.stringContaining('has been sent')));
});

describe('The middleware', () => {
  const response = { headersSent: false, getHeader: () => undefined, setHeader: () => undefined };
  const sessions = new Sessions<User>({ store: new MemoryStore<User>(), secret: 'my secret' });

  it('rejects with the error that next throws, and calls next once', async () => {
    const next = jest.fn(() => Promise.reject(new Error('in the handler')));
    await expect(sessions.middleware()({ headers: {} }, response, next)).rejects.toThrow('in the handler');
    expect(next.mock.calls).toEqual([[]]);
  });
});

describe('A store that hangs', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each<[Operation, (sessions: Sessions<User>, ...args: Parameters<Handler>) => Promise<unknown>]>([
    ['get', (sessions, req) => sessions.get(req)],
    ['set', (sessions, req, res) => sessions.resave(req, res, GRACE)],
    ['replace', (sessions, req, res) => sessions.save(req, res, GRACE)],
    ['destroy', (sessions, req, res) => sessions.logout(req, res)],
  ])('in %s makes the method reject with a StoreTimeoutError after storeTimeout', async (operation, act) => {
    jest.useFakeTimers();
    const store = new FailingReplacingStore();
    store.failAt(operation, hanging);
    const sessions = new Sessions<User>({ store, secret: 'my secret', storeTimeout: 50 });
    const setHeader = jest.fn();
    const response = { headersSent: false, getHeader: () => undefined, setHeader };
    const request = { headers: { cookie: `sid=${newSessionId('my secret')[1]}` } };
    let outcome: unknown = 'pending';
    act(sessions, request as never, response as never).catch((error: unknown) => (outcome = error));
    await jest.advanceTimersByTimeAsync(49);
    expect(outcome).toBe('pending');
    await jest.advanceTimersByTimeAsync(1);
    expect(outcome).toBeInstanceOf(StoreTimeoutError);
    expect(outcome).toMatchObject({
      operation,
      timeoutMs: 50,
      message: expect.stringContaining('50 ms'),
      cause: { message: expect.stringContaining(operation) },
    });
    expect(setHeader).not.toHaveBeenCalled();
  });

  it('causes no unhandled rejection if it fails after the timeout, and leaves no timer if it answers in time', async () => {
    jest.useFakeTimers();
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const store = new FailingStore();
    const sessions = new Sessions<User>({ store, secret: 'my secret', storeTimeout: 50 });
    const request = () => ({ headers: { cookie: `sid=${newSessionId('my secret')[1]}` } });

    store.failAt('get', () => new Promise((resolve) => setTimeout(resolve, 49)));
    const answered = sessions.get(request());
    await jest.advanceTimersByTimeAsync(49);
    expect(await answered).toBeUndefined();
    expect(jest.getTimerCount()).toBe(0);

    store.failAt('get', () => new Promise((_, reject) => setTimeout(reject, 60, new Error('late'))));
    const late = sessions.get(request()).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(60);
    expect(await late).toBeInstanceOf(StoreTimeoutError);
    jest.useRealTimers();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});
