import { describe, expect, it } from '@jest/globals';
import { current, serve } from './testing/session-server.js';
import { GRACE, MAX_AGE, setUp, sidOf } from './testing/user-sessions.js';

describe.each([
  { where: 'behind the middleware', bare: false },
  { where: 'without the middleware', bare: true },
])('$where', ({ bare }) => {
  it('V36: destroy removes the data and keeps the cookie; a later save uses the same id', async () => {
    const { clock, store, sessions, handlers } = setUp();
    const visitor = await serve(sessions, handlers, { bare });
    const sid = sidOf(await visitor.get('/save-ada'));
    for (let times = 0; times < 2; times++) {
      const { status, body, cookies } = await visitor.get('/destroy');
      expect([status, body, cookies]).toEqual([200, { sessionId: sid }, []]);
    }
    expect(store.all()).toEqual([]);
    expect((await visitor.get('/get')).body).toBe('none');

    clock.time += MAX_AGE;
    const { body, cookies } = await visitor.get('/save-grace');
    expect(body).toEqual({ sessionId: sid, sessionData: GRACE });
    // The save sends the cookie again, so that the cookie does not end before the new data.
    expect(cookies).toEqual([expect.stringMatching(`^sid=${sid}\\..*; Max-Age=1;`)]);
    clock.time += MAX_AGE;
    expect((await visitor.get('/get')).body).toEqual(GRACE);
  });

  it('V36: destroy does nothing without a session', async () => {
    const { sessions, handlers } = setUp();
    const visitor = await serve(sessions, handlers, { bare });
    const { status, body, cookies } = await visitor.get('/destroy');
    expect([status, body, cookies]).toEqual([200, { sessionId: '' }, []]);
  });

  it('V37: logout removes the data and the cookie', async () => {
    const { store, sessions, handlers } = setUp();
    const visitor = await serve(sessions, handlers, { bare });
    await visitor.get('/save-ada');
    const thief = visitor.double();
    const { body, cookies, headers } = await visitor.get('/logout');
    expect([body, cookies]).toEqual([
      { sessionId: '' },
      ['sid=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Strict'],
    ]);
    expect(headers.get('Cache-Control')).toBe('no-cache="Set-Cookie"');
    expect(visitor.cookie).toBe('');
    expect((await visitor.get('/')).body).toMatchObject(bare ? {} : { sessionId: '' });
    expect((await thief.get('/get')).body).toBe('none');
    expect(store.all()).toEqual([]);
  });

  it('V37: logout removes the cookie even without a session', async () => {
    const { sessions, handlers } = setUp();
    const visitor = await serve(sessions, handlers, { bare });
    const { status, cookies } = await visitor.get('/logout');
    expect([status, cookies]).toEqual([200, [expect.stringMatching('^sid=; Max-Age=0; ')]]);
  });

  it('V37: save after logout in the same response creates another session', async () => {
    const { store, sessions, handlers } = setUp();
    const visitor = await serve(
      sessions,
      {
        ...handlers,
        '/again': async (req, res) => {
          await sessions.logout(req, res);
          const afterLogout = (await sessions.get(req)) ?? 'none';
          await sessions.save(req, res, GRACE);
          return { ...current(req), afterLogout };
        },
      },
      { bare },
    );
    const old = sidOf(await visitor.get('/save-ada'));
    const { body, cookies } = await visitor.get('/again');
    expect(body).toMatchObject({ sessionData: GRACE, afterLogout: 'none' });
    expect(sidOf({ body })).not.toBe(old);
    expect(cookies).toEqual([expect.stringMatching(`^sid=${sidOf({ body })}\\.`)]);
    expect(store.all()).toEqual([GRACE]);
    expect((await visitor.get('/get')).body).toEqual(GRACE);
  });
});

it('V37: a later save does not undo logout, even if a handler sets req.raw to a body', async () => {
  const { store, sessions, handlers } = setUp();
  const visitor = await serve(sessions, {
    ...handlers,
    '/raw': async (req, res) => {
      await sessions.logout(req, res);
      Object.assign(req, { raw: Buffer.from('body') });
      await sessions.save(req, res, GRACE);
      return current(req);
    },
  });
  const old = sidOf(await visitor.get('/save-ada'));
  expect(sidOf(await visitor.get('/raw'))).not.toBe(old);
  expect(store.get(old, 0)).toBeUndefined();
});
