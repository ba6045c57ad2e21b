import { describe, expect, it } from '@jest/globals';
import { newSessionId } from './session-id.js';
import { serve } from './testing/session-server.js';
import { ADA, GRACE, MAX_AGE, setUp, sidOf } from './testing/user-sessions.js';

describe.each([
  { where: 'behind the middleware', bare: false },
  { where: 'without the middleware', bare: true },
])('$where', ({ bare }) => {
  it('V26: get returns the data, and nothing if the session is missing, unknown, forged or expired', async () => {
    const { clock, sessions, handlers } = setUp();
    const visitor = await serve(sessions, handlers, { bare });
    expect((await visitor.get('/get')).body).toBe('none');
    const sid = sidOf(await visitor.get('/save-ada'));
    expect((await visitor.get('/get')).body).toEqual(ADA);

    const forger = visitor.double();
    forger.cookie = `sid=${sid}.forged`;
    expect((await forger.get('/get')).body).toBe('none');
    forger.cookie = `sid=${newSessionId('my secret')[1]}`;
    expect((await forger.get('/get')).body).toBe('none');

    clock.time += MAX_AGE + 1;
    expect((await visitor.get('/get')).body).toBe('none');
  });

  it('V27, V30: save replaces the whole data of a session under the same id, and sends no cookie', async () => {
    const { sessions, handlers } = setUp();
    const visitor = await serve(sessions, handlers, { bare });
    const sid = sidOf(await visitor.get('/save-ada'));
    const { body, cookies } = await visitor.get('/save-grace');
    expect([body, cookies]).toEqual([{ sessionId: sid, sessionData: GRACE }, []]);
    expect((await visitor.get('/get')).body).toEqual(GRACE);
  });

  it('V28: save creates a session if there is none', async () => {
    const { store, sessions, handlers } = setUp();
    const visitor = await serve(sessions, handlers, { bare });
    const { body, cookies } = await visitor.get('/save-ada');
    expect(body).toEqual({ sessionId: expect.stringMatching(/^[0-9a-f]{32}$/), sessionData: ADA });
    expect(cookies).toEqual([expect.stringMatching(`^sid=${sidOf({ body })}\\.`)]);
    expect(store.all()).toEqual([ADA]);
    expect((await visitor.get('/get')).body).toEqual(ADA);
  });

  it('V29: save creates the session of a visitor who got an id before there was data', async () => {
    const { sessions, handlers } = setUp({ saveUninitialized: true });
    const visitor = await serve(sessions, handlers, { bare });
    expect((await visitor.get('/save-ada')).cookies).toHaveLength(1);
    expect((await visitor.get('/get')).body).toEqual(ADA);
  });

  it.each(['/save-grace', '/resave-grace', '/destroy', '/logout'])(
    'V31: a forged cookie gives no access to the session through %s',
    async (path) => {
      const { store, sessions, handlers } = setUp();
      const visitor = await serve(sessions, handlers, { bare });
      const sid = sidOf(await visitor.get('/save-ada'));
      const forger = visitor.double();
      forger.cookie = `sid=${sid}.${'A'.repeat(43)}`;
      const { body, cookies } = await forger.get(path);
      expect(JSON.stringify([body, cookies])).not.toContain(sid);
      expect(store.get(sid, 0)).toEqual(ADA);
    },
  );

  it('V33: resave sets a new id and a new cookie, and destroys the session with the old id', async () => {
    const { store, sessions, handlers } = setUp();
    const visitor = await serve(sessions, handlers, { bare });
    const old = sidOf(await visitor.get('/save-ada'));
    const thief = visitor.double();

    const { body, cookies } = await visitor.get('/resave-grace');
    const { after } = body as { after: string };
    expect(body).toMatchObject({ after: expect.stringMatching(/^[0-9a-f]{32}$/), data: GRACE });
    expect(after).not.toBe(old);
    expect(cookies).toEqual([expect.stringMatching(`^sid=${after}\\.`)]);
    expect(store.get(old, 0)).toBeUndefined();
    expect(store.get(after, 0)).toEqual(GRACE);
    expect((await visitor.get('/get')).body).toEqual(GRACE);
    expect((await thief.get('/get')).body).toBe('none');
  });

  it('V33: resave creates a session if there is none', async () => {
    const { store, sessions, handlers } = setUp();
    const visitor = await serve(sessions, handlers, { bare });
    expect((await visitor.get('/resave-grace')).cookies).toHaveLength(1);
    expect((await visitor.get('/get')).body).toEqual(GRACE);
    expect(store.all()).toEqual([GRACE]);
  });

  it('V13: save gives an expired session a new age', async () => {
    const { clock, sessions, handlers } = setUp();
    const visitor = await serve(sessions, handlers, { bare });
    const sid = sidOf(await visitor.get('/save-ada'));
    clock.time += MAX_AGE + 1;
    const again = await visitor.get('/save-grace');
    expect(sidOf(again)).toBe(sid);
    expect(again.cookies).toEqual([expect.stringMatching(`^sid=${sid}\\..*; Max-Age=1;`)]);
    clock.time += MAX_AGE;
    expect((await visitor.get('/get')).body).toEqual(GRACE);
  });

  it('V32: several saves in one response send one cookie, that of the final session', async () => {
    const { store, sessions, handlers } = setUp();
    const visitor = await serve(
      sessions,
      {
        ...handlers,
        '/twice': async (req, res) => {
          await sessions.save(req, res, ADA);
          const first = req.sessionId;
          await sessions.save(req, res, GRACE);
          return { first, second: req.sessionId };
        },
        '/thrice': async (req, res) => {
          await sessions.save(req, res, ADA);
          await sessions.resave(req, res, ADA);
          await sessions.resave(req, res, GRACE);
          return req.sessionId;
        },
      },
      { bare },
    );
    const twice = await visitor.get('/twice');
    const { first, second } = twice.body as { first: string; second: string };
    expect(second).toBe(first);
    expect(twice.cookies).toEqual([expect.stringMatching(`^sid=${first}\\.`)]);
    expect(store.all()).toEqual([GRACE]);

    visitor.cookie = '';
    store.clear();
    const thrice = await visitor.get('/thrice');
    expect(thrice.cookies).toEqual([expect.stringMatching(`^sid=${thrice.body}\\.`)]);
    expect(store.all()).toEqual([GRACE]);
  });
});

it('V11: save renews the cookie if the store is rolling, so that cookie and session end together', async () => {
  const { clock, store, sessions, handlers } = setUp({ rolling: true });
  const visitor = await serve(sessions, handlers);
  const sid = sidOf(await visitor.get('/save-ada'));
  for (let times = 0; times < 3; times++) {
    clock.time += MAX_AGE;
    const { body, cookies, headers } = await visitor.get('/save-grace');
    expect(body).toEqual({ sessionId: sid, sessionData: GRACE });
    expect(cookies).toEqual([expect.stringMatching(`^sid=${sid}\\..*; Max-Age=1;`)]);
    expect(headers.get('Cache-Control')).toBe('no-cache="Set-Cookie"');
    expect((await visitor.get('/get')).cookies).toEqual([]);
  }
  clock.time += MAX_AGE + 1;
  expect((await visitor.get('/get')).body).toBe('none');
  expect(store.all()).toEqual([]);
});

it('V11: save rejects and saves nothing if the store is rolling and the response has been sent', async () => {
  const { store, sessions, handlers } = setUp({ rolling: true });
  const errors: unknown[] = [];
  const visitor = await serve(sessions, {
    ...handlers,
    '/late': async (req, res) => {
      res.write(' ');
      await sessions.save(req, res, GRACE).catch((error: unknown) => errors.push(error));
    },
  });
  await visitor.get('/save-ada');
  await visitor.get('/late');
  expect(errors.map(String)).toEqual([expect.stringContaining('has been sent')]);
  expect(store.all()).toEqual([ADA]);
});

it('V31: save ignores a session id that a handler writes to the request', async () => {
  const { store, sessions, handlers } = setUp();
  const visitor = await serve(sessions, {
    ...handlers,
    '/trick': async (req, res) => {
      req.sessionId = 'b'.repeat(32);
      await sessions.save(req, res, GRACE);
      return req.sessionId;
    },
  });
  const sid = sidOf(await visitor.get('/save-ada'));
  expect((await visitor.get('/trick')).body).toBe(sid);
  expect(store.get('b'.repeat(32), 0)).toBeUndefined();
});

it('V32: save and logout keep other cookies and the directives in Cache-Control', async () => {
  const { sessions, handlers } = setUp();
  const visitor = await serve(sessions, {
    ...handlers,
    '/with-others': async (req, res) => {
      res.setHeader('Set-Cookie', ['theme=dark', 'xsid=1', 'sid=theirs', 'sid2=2']);
      res.setHeader('Cache-Control', 'private, max-age=60');
      await sessions.save(req, res, ADA);
      await sessions.logout(req, res);
    },
  });
  const { cookies, headers } = await visitor.get('/with-others');
  expect(cookies).toEqual(['theme=dark', 'xsid=1', 'sid2=2', expect.stringMatching('^sid=; ')]);
  expect(headers.get('Cache-Control')).toBe('private, max-age=60, no-cache="Set-Cookie"');
});

it('V19: save does not change Cache-Control: no-store', async () => {
  const { sessions } = setUp();
  const visitor = await serve(sessions, {
    '/secret': async (req, res) => {
      res.setHeader('Cache-Control', 'No-Store');
      await sessions.save(req, res, ADA);
    },
  });
  const { cookies, headers } = await visitor.get('/secret');
  expect(cookies).toHaveLength(1);
  expect(headers.get('Cache-Control')).toBe('No-Store');
});
