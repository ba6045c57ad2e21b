import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { LiveSessionAnswer, SessionAnswer, SummaryAnswer } from '@dwell/shared';
import { LiveClient, type LiveClientOptions } from '../testing/live-client.js';
import { TestServer, TestUser } from '../testing/test-server.js';

const HEARTBEAT_MS = 15_000;
const ALIVE_MS = 300_000;

/**
 * The timers that stay real. Only intervals are faked: in them, the server removes silent sessions and sends
 * heartbeats.
 */
const REAL = ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'nextTick'] as const;
const ALSO_REAL = ['queueMicrotask', 'performance', 'hrtime', 'Date'] as const;

describe('GET /api/v2/live', () => {
  let server: TestServer;
  let key: string;
  const clients: LiveClient[] = [];
  beforeAll(async () => {
    jest.useFakeTimers({ doNotFake: [...REAL, ...ALSO_REAL] });
    server = await TestServer.start({ MAX_LIVE_STREAMS: '16' });
    key = await server.createKey({ name: 'admin', role: 'admin' });
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    // Ends the sessions of the test.
    server.clock.advance(2 * ALIVE_MS);
    jest.advanceTimersByTime(1_000);
  });
  afterAll(() => {
    jest.useRealTimers();
  });

  /** Lets the server send what has changed. */
  const tick = (): void => {
    jest.advanceTimersByTime(1_000);
  };
  const follow = async (options: LiveClientOptions = {}): Promise<LiveClient> => {
    tick();
    const client = await LiveClient.connect(server.url, { key, ...options });
    clients.push(client);
    await client.until(({ events }) => events.length > 0);
    return client;
  };
  const user = (name: string): TestUser => new TestUser(server, key, name);
  const visit = async (name: string, path: [string, string?], page_id?: string): Promise<TestUser> => {
    const visitor = user(name);
    await visitor.start();
    await visitor.keepalive({ visible: true, path: path as [string], page_id });
    return visitor;
  };
  const list = async (query: string): Promise<SessionAnswer[]> =>
    (await server.call<{ sessions: SessionAnswer[] }>('GET', `/api/v2/sessions?${query}`, { key })).body
      .sessions;
  const idOf = async (name: string): Promise<string> =>
    (await list(`active=true&usernames[]=${name}`))[0]?._id ?? '';
  const names = ({ sessions }: LiveClient): string[] =>
    Array.from(sessions.values(), ({ username }) => username).sort();
  const data = (client: LiveClient, index: number): unknown =>
    JSON.parse(client.events[index]?.data ?? 'null');

  it('begins with a snapshot that says who is where, since when', async () => {
    await visit('ann', ['home', 'news'], 'page');
    const seconds = server.clock.now() / 1000;
    server.clock.advance(60_000);
    await visit('ben', ['mail']);
    const client = await follow();
    expect(client.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(client.response.headers.get('cache-control')).toBe('no-store');
    expect(client.response.headers.get('x-accel-buffering')).toBe('no');
    const [ann, ben] = await list('active=true');
    const shown = (session: SessionAnswer | undefined) => ({
      _id: session?._id,
      id_beaker_session: session?.id_beaker_session,
      username: session?.username,
      start: session?.start,
      last_ping: session?.last_ping,
    });
    expect(client.events).toMatchObject([{ event: 'snapshot' }]);
    expect(data(client, 0)).toEqual({
      time: seconds + 60,
      sessions: [
        { ...shown(ann), places: [{ view: 'home', tab: 'news', visible: true, since: seconds }] },
        { ...shown(ben), places: [{ view: 'mail', tab: null, visible: true, since: seconds + 60 }] },
      ],
    });
  });

  it('sends what changes: the whole session, or only its last ping if nothing else has changed', async () => {
    const ann = await visit('ann', ['home'], 'page');
    const client = await follow();
    server.clock.advance(30_000);
    await ann.keepalive({ visible: true, path: ['home'], page_id: 'page' });
    tick();
    await client.until(({ events }) => events.length > 1);
    const [_id, time] = [await idOf('ann'), server.clock.now() / 1000];
    expect(data(client, 1)).toEqual({ time, changed: [], pinged: [{ _id, last_ping: time }], gone: [] });
    await ann.hide({ path: ['home'], page_id: 'page' });
    tick();
    await client.until(({ events }) => events.length > 2);
    expect(data(client, 2)).toMatchObject({ changed: [{ _id, places: [{ visible: false }] }], pinged: [] });
    server.clock.advance(ALIVE_MS);
    tick();
    await client.until(({ events }) => events.length > 3);
    expect(data(client, 3)).toMatchObject({ changed: [], pinged: [], gone: [_id] });
    expect(await list('active=true')).toEqual([]);
  });

  it('shows the members that groups have when it begins, without the excluded people, as the list does', async () => {
    const setGroup = async (name: string, usernames: string[]) => {
      await server.call('POST', '/api/v2/groups', { key, body: { name } });
      const { status } = await server.call('PUT', `/api/v2/groups/${name}/members`, {
        key,
        body: { usernames },
      });
      expect(status).toBe(200);
    };
    await setGroup('team', ['ann', 'ben']);
    await setGroup('screens', ['ben']);
    for (const name of ['ann', 'ben', 'cleo']) await visit(name, ['home'], name);
    const shown = async (query: string) => {
      const client = await follow({ query: `?${query}` });
      const listed = await list(`active=true&${query}`);
      expect(names(client)).toEqual(listed.map(({ username }) => username).sort());
      await client.close();
      return names(client);
    };
    expect(await shown('groups[]=team')).toEqual(['ann', 'ben']);
    expect(await shown('groups[]=team&usernames[]=cleo&not_groups[]=screens')).toEqual(['ann', 'cleo']);
    expect(await shown('not_usernames[]=ann')).toEqual(['ben', 'cleo']);
    const open = await follow({ query: '?groups[]=screens' });
    await setGroup('screens', ['cleo']);
    await visit('cleo', ['mail'], 'cleo');
    tick();
    expect(names(open)).toEqual(['ben']);
    expect(await shown('groups[]=screens')).toEqual(['cleo']);
  });

  it('with usernames and a view, shows only those of these users who are here now on the view', async () => {
    await visit('ann', ['home'], 'a');
    await visit('ben', ['home'], 'b');
    const cleo = await visit('cleo', ['home'], 'c');
    await cleo.keepalive({ visible: true, path: ['mail'], page_id: 'c' });
    const query = '?view=home&usernames[]=ann&usernames[]=cleo';
    const client = await follow({ query });
    expect(names(client)).toEqual(['ann']);
    await cleo.keepalive({ visible: true, path: ['home'], page_id: 'c' });
    tick();
    await client.until(({ sessions }) => sessions.size === 2);
    expect(names(client)).toEqual(
      (await list(query.slice(1) + '&here_now=true&sort=username')).map(({ username }) => username),
    );
    const { body } = await server.call<SummaryAnswer>('GET', `/api/v2/statistics/summary${query}`, { key });
    expect(body.active_sessions).toBe(2);
    await cleo.hide({ path: ['home'], page_id: 'c' });
    tick();
    await client.until(({ sessions }) => sessions.size === 1);
    expect(names(client)).toEqual(['ann']);
  });

  describe('to a client that comes back', () => {
    const comeBack = async (before: LiveClient, options: LiveClientOptions = {}): Promise<LiveClient> => {
      await before.close();
      return follow({ lastEventId: before.lastEventId, ...options });
    };

    it('sends only what the client has missed', async () => {
      const [ann, ben] = [await visit('ann', ['home'], 'a'), await visit('ben', ['home'], 'b')];
      const [before, other] = [await follow(), await follow()];
      await before.close();
      server.clock.advance(1_000);
      await ann.keepalive({ visible: true, path: ['mail'], page_id: 'a' });
      tick();
      await other.until(({ events }) => events.length > 1);
      await ben.hide({ path: ['home'], page_id: 'b' });
      tick();
      await other.until(({ events }) => events.length > 2);
      const again = await comeBack(before);
      expect(again.events).toMatchObject([{ event: 'change', id: other.lastEventId }]);
      const { changed } = data(again, 0) as { changed: LiveSessionAnswer[] };
      expect(changed).toEqual([other.sessions.get(await idOf('ann')), other.sessions.get(await idOf('ben'))]);
      const current = await comeBack(other);
      expect(current.events).toMatchObject([{ event: 'heartbeat' }]);
    });

    it.each(['', 'nonsense', 'abc-1-def', '\u00e9', '0123-9999999999999999999-00'])(
      'begins with a snapshot after the unknown event id %j',
      async (lastEventId) => {
        expect((await follow({ lastEventId })).events).toMatchObject([{ event: 'snapshot' }]);
      },
    );

    it('begins with a snapshot after an event id of a stream with other filters', async () => {
      const again = await comeBack(await follow(), { query: '?view=home' });
      expect(again.events).toMatchObject([{ event: 'snapshot' }]);
    });

    it('begins with a snapshot if the event id names a batch that has not been sent yet', async () => {
      const before = await follow();
      const lastEventId = before.lastEventId?.replace(/-\d+-/, '-99999-');
      expect((await comeBack(before, { lastEventId })).events).toMatchObject([{ event: 'snapshot' }]);
    });
  });

  it('sends a heartbeat with the time after 15 seconds', async () => {
    const client = await follow();
    server.clock.advance(HEARTBEAT_MS);
    jest.advanceTimersByTime(HEARTBEAT_MS);
    await client.until(({ events }) => events.length > 1);
    expect(client.events[1]?.event).toBe('heartbeat');
    expect(data(client, 1)).toEqual({ time: server.clock.now() / 1000 });
    expect(client.events[1]?.id).toBeUndefined();
  });

  describe('needs the rights of an analyst', () => {
    beforeEach(async () => {
      const body = { username: 'mia', password: 'a long password', role: 'analyst' };
      await server.call('POST', '/api/v2/users', { key, body });
    });
    afterEach(() => server.call('DELETE', '/api/v2/users/mia', { key }));

    /** Logs in as mia, after she has replaced the password that the admin gave her. */
    const logIn = async (): Promise<string> => {
      const cookie = await server.logIn('mia', 'a long password');
      const body = { current_password: 'a long password', new_password: 'another password' };
      await server.call('POST', '/api/v2/auth/password', { cookie, body });
      return server.logIn('mia', 'another password');
    };

    it('and is refused to others when it begins', async () => {
      const reporter = await server.createKey({ name: 'reporter', role: 'reporter' });
      expect(await server.call('GET', '/api/v2/live', { key: reporter })).toMatchObject({ status: 403 });
      expect(await server.call('GET', '/api/v2/live')).toMatchObject({ status: 401 });
    });

    it.each([
      ['the login has ended', 'POST', '/api/v2/auth/logout', {}],
      ['the user is gone', 'DELETE', '/api/v2/users/mia', undefined],
      ['the user has lost the role', 'PATCH', '/api/v2/users/mia', { role: 'reporter' }],
    ])('and ends at the next heartbeat when %s', async (_story, method, path, body) => {
      const cookie = await logIn();
      const client = await follow({ key: undefined, cookie });
      jest.advanceTimersByTime(HEARTBEAT_MS);
      await client.until(({ events }) => events.length > 1);
      const answer = await server.call(method, path, {
        ...(body && !('role' in body) ? { cookie } : { key }),
        body,
      });
      expect(answer.status).toBeLessThan(300);
      jest.advanceTimersByTime(HEARTBEAT_MS);
      await client.end();
      expect(client.events.at(-1)?.event).toBe('heartbeat');
    });
  });

  it('refuses unknown parameters, unknown groups, empty usernames, and empty or repeated views', async () => {
    for (const query of [
      '?active=true',
      '?view=',
      '?view=a&view=b',
      '?usernames[]=',
      '?groups[]=none',
      '?format=csv',
    ]) {
      expect(await server.call('GET', `/api/v2/live${query}`, { key })).toMatchObject({ status: 400 });
    }
  });

  it('answers HEAD with the headers alone', async () => {
    const { status, headers } = await server.call('HEAD', '/api/v2/live', { key });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect(headers.get('x-accel-buffering')).toBe('no');
  });

  it('answers 503 with Retry-After while there are too many live streams of one caller', async () => {
    // One caller at one address may have a quarter of the sixteen streams.
    const [first] = [await follow(), await follow(), await follow(), await follow()];
    const refused = await server.call('GET', '/api/v2/live', { key });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    await first.close();
    while ((await server.call('GET', '/api/v2/live', { key })).status !== 200);
  });

  it('ends its streams when the server stops', async () => {
    // A caller of its own, because the streams of the tests before may still count.
    const client = await follow({ key: await server.createKey({ name: 'other', role: 'analyst' }) });
    await Promise.all([server.close(), client.end()]);
    expect(client.events).toMatchObject([{ event: 'snapshot' }]);
  });
});
