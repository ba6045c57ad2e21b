import { describe, expect, it } from '@jest/globals';
import { MemoryStore } from '../stores/memory-store.js';
import { newSessionId } from './session-id.js';
import { Sessions } from './sessions.js';
import { MAX_SAME_COOKIES } from './session-cookie.js';
import { current, serve, type User } from './testing/session-server.js';

const ADA = { name: 'Ada' };
const MAX_AGE = 1_000;

const setUp = (options: { saveUninitialized?: boolean } = {}) => {
  const clock = { time: 1_700_000_000_000 };
  const store = new MemoryStore<User>({ now: () => clock.time });
  const sessions = new Sessions<User>({ store, secret: 'my secret', maxAge: MAX_AGE, ...options });
  return { clock, store, sessions };
};

/** Stores a session, and returns its id and its cookie. */
const kept = (store: MemoryStore<User>): { sid: string; cookie: string } => {
  const [sid, signed] = newSessionId('my secret');
  store.set(sid, ADA);
  return { sid, cookie: `sid=${signed}` };
};

describe('The middleware', () => {
  it('V20, V22: loads the session before the handler runs', async () => {
    const { store, sessions } = setUp();
    const { sid, cookie } = kept(store);
    const visitor = await serve(sessions, { '/': current });
    visitor.cookie = cookie;
    expect((await visitor.get('/')).body).toEqual({ sessionId: sid, sessionData: ADA });
  });

  it('V20, V21: lets a visitor without a cookie pass, and sets no session and no cookie', async () => {
    const visitor = await serve(setUp().sessions, { '/': (req) => [req.sessionId, typeof req.sessionData] });
    const { status, body, cookies, headers } = await visitor.get('/');
    expect([status, body, cookies]).toEqual([200, ['', 'undefined'], []]);
    expect(headers.get('Cache-Control')).toBeNull();
  });

  it('V21, V31: ignores a forged or malformed cookie, and leaves the store unchanged', async () => {
    const { store, sessions } = setUp();
    const { sid, cookie } = kept(store);
    const visitor = await serve(sessions, { '/': current });
    const [, strange] = newSessionId('another secret');
    for (const value of [`${sid}.forged`, sid, `${sid}.`, '', '.', 'a.b.c', strange, `${cookie.slice(4)}A`]) {
      visitor.cookie = `sid=${value}`;
      const { status, body, cookies } = await visitor.get('/');
      expect([status, body, cookies]).toEqual([200, { sessionId: '' }, []]);
    }
    expect(store.all()).toEqual([ADA]);
  });

  it('V22: sets the id of a session without data', async () => {
    const { sessions } = setUp();
    const [sid, signed] = newSessionId('my secret');
    const visitor = await serve(sessions, { '/': current });
    visitor.cookie = `sid=${signed}`;
    const { body, cookies } = await visitor.get('/');
    expect([body, cookies]).toEqual([{ sessionId: sid }, []]);
  });

  it('V22, V25: does not load expired data, and removes it', async () => {
    const { clock, store, sessions } = setUp();
    const { sid, cookie } = kept(store);
    const visitor = await serve(sessions, { '/': current });
    visitor.cookie = cookie;
    clock.time += MAX_AGE;
    expect((await visitor.get('/')).body).toEqual({ sessionId: sid, sessionData: ADA });
    clock.time += 1;
    expect((await visitor.get('/')).body).toEqual({ sessionId: sid });
    expect(store.all()).toEqual([]);
  });

  it('V23: gives every visitor a session id, once and without data, if saveUninitialized is set', async () => {
    const { store, sessions } = setUp({ saveUninitialized: true });
    const visitor = await serve(sessions, { '/': current });
    const first = await visitor.get('/');
    expect(first.cookies).toHaveLength(1);
    expect(first.body).toEqual({ sessionId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(visitor.cookie).toMatch(`sid=${(first.body as { sessionId: string }).sessionId}.`);

    const second = await visitor.get('/');
    expect([second.cookies, second.body]).toEqual([[], first.body]);
    expect(store.all()).toEqual([]);

    visitor.cookie = 'sid=forged.forged';
    expect((await visitor.get('/')).cookies).toHaveLength(1);
  });

  it('V23: keeps the id of a session without data when a handler saves data', async () => {
    const { sessions } = setUp({ saveUninitialized: true });
    const visitor = await serve(sessions, {
      '/': current,
      '/save': async (req, res) => {
        const { sessionId } = req;
        await sessions.save(req, res, ADA);
        return sessionId === req.sessionId;
      },
    });
    expect(await visitor.get('/save')).toMatchObject({ body: true, cookies: [expect.any(String)] });
    expect((await visitor.get('/')).body).toMatchObject({ sessionData: ADA });
  });

  it('V25: lets handlers check, save, update and destroy the session over several requests', async () => {
    const { sessions } = setUp();
    const visitor = await serve(sessions, {
      '/session_data': current,
      '/protected': (req, res) => {
        if (req.sessionData) return 'Welcome';
        res.statusCode = 401;
        return 'No session saved!';
      },
      '/save': (req, res) => sessions.save(req, res, ADA),
      '/update': async (req, res) => {
        await sessions.save(req, res, { name: `${req.sessionData?.name} Lovelace` });
        return req.sessionData;
      },
      '/destroy': (req, res) => sessions.destroy(req, res),
    });
    expect((await visitor.get('/session_data')).body).toEqual({ sessionId: '' });
    expect(await visitor.get('/protected')).toMatchObject({ status: 401, body: 'No session saved!' });
    await visitor.get('/save');
    expect(await visitor.get('/protected')).toMatchObject({ status: 200, body: 'Welcome' });
    expect((await visitor.get('/update')).body).toEqual({ name: 'Ada Lovelace' });
    expect((await visitor.get('/session_data')).body).toMatchObject({
      sessionData: { name: 'Ada Lovelace' },
    });
    expect((await visitor.get('/destroy')).status).toBe(200);
    expect((await visitor.get('/session_data')).body).not.toHaveProperty('sessionData');
    expect((await visitor.get('/protected')).status).toBe(401);
  });
});

describe('Several session cookies in one request', () => {
  it('V31: if all their sessions have data, select that of the first cookie with a valid signature', async () => {
    const { store, sessions } = setUp();
    const [first, second] = [kept(store), kept(store)];
    const visitor = await serve(sessions, { '/': (req) => req.sessionId });
    const { cookie } = first;
    for (const header of [
      `${cookie}; ${second.cookie}`,
      `sid=forged.forged; ${cookie}`,
      `other=1; sid=; sid=a.b.c;${cookie};  ${second.cookie}`,
      `${cookie}; sid=forged.forged`,
    ]) {
      visitor.cookie = header;
      expect((await visitor.get('/')).body).toBe(first.sid);
    }
  });

  it.each([
    { where: 'behind the middleware', bare: false },
    { where: 'without the middleware', bare: true },
  ])(
    'V31: select the first session that has data, so that an ended one does not lock the visitor out, $where',
    async ({ bare }) => {
      const { store, sessions } = setUp();
      const live = kept(store);
      const [, ended] = newSessionId('my secret');
      const visitor = await serve(
        sessions,
        {
          '/save': async (req, res) => {
            await sessions.save(req, res, { name: 'Grace' });
            return current(req);
          },
        },
        { bare },
      );
      visitor.cookie = `sid=${ended}; ${live.cookie}`;
      const { body, cookies } = await visitor.get('/save');
      expect([body, cookies]).toEqual([{ sessionId: live.sid, sessionData: { name: 'Grace' } }, []]);
      expect(store.all()).toEqual([{ name: 'Grace' }]);
    },
  );

  it('are verified only up to a limit, because each verification takes time', async () => {
    const { store, sessions } = setUp();
    const { sid, cookie } = kept(store);
    const visitor = await serve(sessions, { '/': (req) => req.sessionId });
    const forged = (count: number) => 'sid=forged.forged; '.repeat(count);
    visitor.cookie = forged(MAX_SAME_COOKIES - 1) + cookie;
    expect((await visitor.get('/')).body).toBe(sid);
    visitor.cookie = forged(MAX_SAME_COOKIES) + cookie;
    expect((await visitor.get('/')).body).toBe('');
  });

  it('do not include cookies of other names', async () => {
    const { store, sessions } = setUp();
    const { cookie } = kept(store);
    const visitor = await serve(sessions, { '/': (req) => req.sessionId });
    visitor.cookie = `SID=${cookie.slice(4)}; xsid=${cookie.slice(4)}; x=sid=${cookie.slice(4)}; sid`;
    expect((await visitor.get('/')).body).toBe('');
  });
});
