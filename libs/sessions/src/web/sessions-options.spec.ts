import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryStore } from '../stores/memory-store.js';
import { newSessionId, verifySessionId } from './session-id.js';
import type { Store } from '../stores/store.js';
import { SessionCookie } from './session-cookie.js';
import type { SessionCookieOptions } from './session-cookie-options.js';
import { Sessions } from './sessions.js';
import type { SessionsOptions } from './sessions-options.js';
import { current, serve, type User } from './testing/session-server.js';

const ADA = { name: 'Ada' };

const ANY_STORE = { get: () => undefined, set: () => undefined, destroy: () => undefined };

const options = (more: Partial<SessionsOptions<User, IncomingMessage>> = {}) => ({
  store: new MemoryStore<User>(),
  secret: 'my secret',
  ...more,
});

/** Returns a new visitor and the response to their save. */
const savedWith = async (more: Partial<SessionsOptions<User, IncomingMessage>>) => {
  const sessions = new Sessions<User, IncomingMessage>(options(more));
  const visitor = await serve(sessions, {
    '/save': async (req, res) => {
      await sessions.save(req, res, ADA);
      return req.sessionId;
    },
    '/logout': (req, res) => sessions.logout(req, res),
    '/': current,
  });
  return { visitor, answer: await visitor.get('/save') };
};

/** Returns the Set-Cookie header without the signed id. */
const attributesOf = ({ cookies }: { cookies: readonly string[] }): string =>
  cookies.map((cookie) => cookie.replace(/=[^;]*;/, '=…;')).join();

describe('The options of Sessions', () => {
  it.each<[string, object]>([
    ['no store', { store: undefined }],
    ['a store without destroy', { store: { get: () => undefined, set: () => undefined } }],
    ['no secret', { secret: undefined }],
    ['an empty secret', { secret: '' }],
    ['an empty list of secrets', { secret: [] }],
    ['a negative maximum age', { maxAge: -1 }],
    ['a maximum age that is not a number', { maxAge: NaN }],
    ['a maximum age of half a millisecond', { maxAge: 0.5 }],
    ['a maximum age of more than 100 years', { maxAge: 3_155_760_000_001 }],
    ['no time for the store', { storeTimeout: 0 }],
    ['more time for the store than a timer can wait', { storeTimeout: 2 ** 31 }],
    ['a cookie name with a blank', { cookie: { name: 's id' } }],
    ['a path that would add an attribute', { cookie: { path: '/; Domain=example.com' } }],
    ['a path without a slash', { cookie: { path: 'app' } }],
    ['a cookie for other sites without https', { cookie: { sameSite: 'none' } }],
    ['a __Host- cookie without https', { cookie: { name: '__Host-sid' } }],
    [
      'a __Host- cookie with a domain',
      { cookie: { name: '__host-sid', secure: true, domain: 'example.com' } },
    ],
    ['a __Host- cookie with a path', { cookie: { name: '__Host-sid', secure: true, path: '/app' } }],
    ['a __Secure- cookie without https', { cookie: { name: '__Secure-sid', secure: false } }],
    ['a __Http- cookie for scripts', { cookie: { name: '__Http-sid', secure: true, httpOnly: false } }],
    ['a cookie name that is too long for browsers', { cookie: { name: 's'.repeat(4_021) } }],
    ['a secret that is a number', { secret: 5 }],
    ['a list of secrets whose first is undefined', { secret: [undefined, 'old'] }],
    ['a list of secrets with a number', { secret: ['new', 5] }],
    ['a parse that is no function', { parse: 'json' }],
    ['a saveUninitialized that is text', { saveUninitialized: 'no' }],
    ['a cookie.secure that is text', { cookie: { secure: 'auto' } }],
    ['a store whose replace is no function', { store: { ...ANY_STORE, replace: true } }],
    ['a store whose rolling is text', { store: { ...ANY_STORE, rolling: 'yes' } }],
  ])('V18, V40: are rejected with %s', (_, wrong) => {
    expect(() => new Sessions(options(wrong))).toThrow(/./);
    expect(() => new Sessions(options())).not.toThrow();
  });

  it('V18, V19: default to a strict cookie named sid for 30 days', async () => {
    const { answer } = await savedWith({});
    const [signed = ''] = /[^=;]+(?=;)/.exec(answer.cookies.join()) ?? [];
    expect(verifySessionId(signed, 'my secret')).toEqual([answer.body, true]);
    expect(answer.cookies).toEqual([`sid=${signed}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Strict`]);
    expect(answer.headers.get('Cache-Control')).toBe('no-cache="Set-Cookie"');
  });

  it.each([
    [2_000, 'sid=…; Max-Age=2; Path=/; HttpOnly; SameSite=Strict'],
    [1_001, 'sid=…; Max-Age=2; Path=/; HttpOnly; SameSite=Strict'],
    [1, 'sid=…; Max-Age=1; Path=/; HttpOnly; SameSite=Strict'],
    [0, 'sid=…; Path=/; HttpOnly; SameSite=Strict'],
  ])('V19: turn a maximum age of %d ms into the cookie %s', async (maxAge, expected) => {
    expect(attributesOf((await savedWith({ maxAge })).answer)).toBe(expected);
  });

  it('V40: allow sessions without an end: with maxAge 0', async () => {
    const clock = { time: 0 };
    const store = new MemoryStore<User>({ now: () => clock.time });
    const { visitor } = await savedWith({ store, maxAge: 0 });
    clock.time = Number.MAX_SAFE_INTEGER;
    expect((await visitor.get('/')).body).toMatchObject({ sessionData: ADA });
  });

  it('V19, V37, V40: set all attributes of the cookie, also when it is removed', async () => {
    const cookie = {
      domain: 'example.com',
      path: '/app',
      httpOnly: false,
      sameSite: 'lax',
      secure: true,
    } as const;
    const { visitor, answer } = await savedWith({ maxAge: 60_000, cookie });
    expect(attributesOf(answer)).toBe(
      'sid=…; Max-Age=60; Domain=example.com; Path=/app; Secure; SameSite=Lax',
    );
    expect((await visitor.get('/logout')).cookies).toEqual([
      'sid=; Max-Age=0; Domain=example.com; Path=/app; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Secure; SameSite=Lax',
    ]);
  });

  it('V18: set the name of the cookie, also for reading', async () => {
    const { visitor, answer } = await savedWith({ cookie: { name: '__Host-id', secure: true } });
    const [cookie = ''] = answer.cookies;
    expect(cookie).toMatch(/^__Host-id=/);
    visitor.cookie = cookie.slice(0, cookie.indexOf(';'));
    expect((await visitor.get('/')).body).toMatchObject({ sessionData: ADA });
    visitor.cookie = visitor.cookie.replace('__Host-id', 'sid');
    expect((await visitor.get('/')).body).toEqual({ sessionId: '' });
  });

  it('may decide for each request whether the cookie is secure', async () => {
    const secure = (req: IncomingMessage) => req.url === '/logout';
    const { visitor, answer } = await savedWith({ cookie: { secure } });
    expect(attributesOf(answer)).not.toContain('Secure');
    expect(attributesOf(await visitor.get('/logout'))).toContain('; Secure; ');
  });

  it('may contain a function secure that throws, which changes neither session nor cookie', async () => {
    const store = new MemoryStore<User>();
    const cookie = {
      secure: (req: IncomingMessage) => {
        if (req.headers.cookie === undefined) return false;
        throw new Error('no such proxy');
      },
    };
    const { visitor } = await savedWith({ store, cookie });
    expect(await visitor.get('/logout')).toMatchObject({ status: 500, cookies: [] });
    expect(store.all()).toEqual([ADA]);
  });

  it('may rotate the secret: the newest signs, all verify, and a removed one does not', async () => {
    let ring = ['old'];
    const { visitor } = await savedWith({ secret: () => Promise.resolve(ring) });
    const first = visitor.cookie;
    expect(verifySessionId(first.slice('sid='.length), 'old')[1]).toBe(true);

    ring = ['new', 'old'];
    expect((await visitor.get('/')).body).toMatchObject({ sessionData: ADA });
    const { cookie } = await (async () => {
      const other = visitor.double();
      other.cookie = '';
      await other.get('/save');
      return other;
    })();
    expect(verifySessionId(cookie.slice('sid='.length), 'new')[1]).toBe(true);

    ring = ['new'];
    expect((await visitor.get('/')).body).toEqual({ sessionId: '' });
  });

  it('may contain a function secret, called only if there is a cookie to verify or to sign', async () => {
    let asked = 0;
    const sessions = new Sessions<User, IncomingMessage>(options({ secret: () => `secret ${++asked}` }));
    const visitor = await serve(sessions, { '/': current });
    visitor.cookie = 'theme=dark';
    await visitor.get('/');
    visitor.cookie = '';
    await visitor.get('/');
    expect(asked).toBe(0);
  });

  it('V17: accept a store with only the three required methods, synchronous or asynchronous', async () => {
    const records = new Map<string, User>();
    const plain: Store<User> = {
      get: (sid) => records.get(sid),
      set: (sid, user) => void records.set(sid, user),
      destroy: (sid) => void records.delete(sid),
    };
    const promising: Store<User> = {
      get: async (sid) => plain.get(sid, 0),
      set: async (sid, user) => plain.set(sid, user),
      destroy: async (sid) => plain.destroy(sid),
    };
    for (const store of [plain, promising]) {
      const { visitor } = await savedWith({ store });
      expect((await visitor.get('/')).body).toMatchObject({ sessionData: ADA });
      await visitor.get('/logout');
      expect(records.size).toBe(0);
    }
  });

  it('V17: pass maxAge to the store', async () => {
    const asked: number[] = [];
    const store: Store<User> = {
      get: (_, maxAge) => void asked.push(maxAge),
      set: () => undefined,
      destroy: () => undefined,
    };
    const sessions = new Sessions<User>({ store, secret: 'my secret', maxAge: 1_234 });
    const visitor = await serve(sessions, { '/': current });
    visitor.cookie = `sid=${newSessionId('my secret')[1]}`;
    await visitor.get('/');
    expect(asked).toEqual([1_234]);
  });
});

/**
 * Returns whether a browser accepts this Set-Cookie header from an https page and keeps each attribute as it is
 * written. The rules are those of RFC 6265bis, section 5.7, and of the prefixes in section 4.1.3.
 */
const isStoredByBrowsers = (setCookie: string): boolean => {
  const [pair = '', ...attributes] = setCookie.split('; ');
  const has = (attribute: string): boolean => attributes.includes(attribute);
  const valueOf = (name: string): string | undefined =>
    attributes.find((attribute) => attribute.startsWith(`${name}=`))?.slice(name.length + 1);
  const beginsWith = (prefix: string): boolean => pair.toLowerCase().startsWith(prefix);
  const needsSecure = ['__secure-', '__host-', '__http-'].some(beginsWith) || has('SameSite=None');
  const needsHttpOnly = beginsWith('__http-') || beginsWith('__host-http-');
  return (
    Buffer.byteLength(pair) - 1 <= 4_096 &&
    attributes.every((attribute) => attribute.length <= 1_024 + attribute.indexOf('=') + 1) &&
    valueOf('Path')?.startsWith('/') === true &&
    (!needsSecure || has('Secure')) &&
    (!needsHttpOnly || has('HttpOnly')) &&
    (!beginsWith('__host-') || (valueOf('Domain') === undefined && valueOf('Path') === '/'))
  );
};

/**
 * Returns the class of the error that `act` throws. toThrow would map each stack trace to the sources, which is slow.
 */
const thrownBy = (act: () => unknown): unknown => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as object).constructor;
  }
};

it('every combination of cookie options either throws at once, or gives a cookie that browsers store', () => {
  const names = [
    'sid',
    '__Host-sid',
    '__secure-sid',
    '__Http-sid',
    '__Host-Http-sid',
    's id',
    '',
    's'.repeat(4_020),
  ];
  const paths = ['/', '/app', 'app', '', '/; Secure', `/${'a'.repeat(1_024)}`];
  const combinations = fc.record(
    {
      name: fc.constantFrom(...names, 's'.repeat(4_021)),
      domain: fc.constantFrom('', 'example.com', '.example.com', 'exa mple.com', 'example.com; Secure'),
      path: fc.constantFrom(...paths),
      httpOnly: fc.constantFrom(true, false, 'yes'),
      sameSite: fc.constantFrom('strict', 'lax', 'none', 'sometimes', true),
      secure: fc.constantFrom(true, false, () => true, 1),
    },
    { requiredKeys: [] },
  );
  const isValid = ({ httpOnly, sameSite, secure, domain }: Record<string, unknown>): boolean =>
    httpOnly !== 'yes' &&
    sameSite !== 'sometimes' &&
    sameSite !== true &&
    secure !== 1 &&
    [undefined, '', 'example.com', '.example.com'].includes(domain as string | undefined);
  const outcomes = { thrown: 0, stored: 0 };
  fc.assert(
    fc.property(combinations, fc.constantFrom(0, 1, 60_000), (chosen, maxAge) => {
      const { name = 'sid', path = '/', domain = '', httpOnly = true, sameSite = 'strict', secure } = chosen;
      const create = () => new SessionCookie(chosen as SessionCookieOptions<object>, maxAge);
      const withoutChecks = [
        `${name}=${'x'.repeat(76)}`,
        ...(domain === '' ? [] : [`Domain=${domain}`]),
        `Path=${path}`,
        ...(httpOnly ? ['HttpOnly'] : []),
        ...(secure ? ['Secure'] : []),
        `SameSite=${sameSite === 'none' ? 'None' : String(sameSite)}`,
      ].join('; ');
      const works =
        name !== '' && isValid(chosen) && /^[^\s;]+$/.test(name + path) && isStoredByBrowsers(withoutChecks);
      outcomes[works ? 'stored' : 'thrown']++;
      if (!works) {
        expect(thrownBy(create)).toBe(TypeError);
        return;
      }
      const cookie = create();
      const signed = `${'a'.repeat(32)}.${'b'.repeat(43)}`;
      expect(isStoredByBrowsers(cookie.issued(signed, {}))).toBe(true);
      expect(isStoredByBrowsers(cookie.cleared({}))).toBe(true);
      expect(cookie.read(`theme=dark; ${name}=${signed}`)).toEqual([signed]);
    }),
    { numRuns: 3_000 },
  );
  const tried = outcomes.thrown + outcomes.stored;
  expect(Math.min(outcomes.thrown, outcomes.stored)).toBeGreaterThan(tried / 60);
});
