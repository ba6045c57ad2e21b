import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ErrorAnswer,
  type SessionAnswer,
  type SessionsAnswer,
  toSeconds,
  toTabDuration,
} from '@dwell/shared';
import { contractPings, expectedOutcome, EXAMPLES, pagePings, type TimedPing } from '@dwell/shared/testing';
import type { Environment } from '../settings/read-settings.js';
import { TestServer, TestUser } from './test-server.js';

const SESSION_FIELDS = [
  '_id',
  'id_beaker_session',
  'username',
  'start',
  'last_ping',
  'last_visible_ping',
  'last_visible_path',
  'visible_duration',
  'tab_duration',
  'active',
];

/**
 * The recording contract over HTTP, on whichever database `env` names. The same suite runs on every
 * adapter; the numbers are those of the contract's cases.
 */
export const describeContract = (adapter: string, env: () => Environment): void => {
  describe(`the recording contract on ${adapter}`, () => {
    let server: TestServer;
    let key: string;
    let users = 0;
    beforeAll(async () => {
      server = await TestServer.start(env());
      // An unbound analyst key reports for whom it names, and reads.
      key = await server.createKey({ name: 'contract', role: 'analyst' });
    });
    afterAll(() => server.close());

    const now = (): number => server.clock.now() / 1000;
    const wait = (seconds: number): void => server.clock.advance(seconds * 1000);
    const someone = (): TestUser => new TestUser(server, key, `user ${++users}`);
    const list = async (query: string): Promise<SessionAnswer[]> =>
      (await server.call<SessionsAnswer>('GET', `/api/v2/sessions?${query}`, { key })).body.sessions;

    describe('sessionstart', () => {
      it.each(['POST', 'GET'])(
        'C1, C2: %s answers that the session started, and when to send keepalives',
        async (method) => {
          const { username } = someone();
          const answer = await server.call(method, '/api/v2/sessionstart', { key, user: username });
          expect(answer).toMatchObject({ status: 200, body: { description: 'Session Start' } });
          expect(answer.headers.get('content-type')).toContain('application/json');
          expect(answer.headers.get('dwell-keepalive-interval')).toBe('60');
          expect(answer.headers.get('cache-control')).toBe('no-store');
        },
      );

      it('C4: a new session begins now, with nothing counted', async () => {
        const user = someone();
        await user.start();
        expect(await user.session()).toEqual({
          _id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          id_beaker_session: expect.any(String),
          username: user.username,
          start: now(),
          last_ping: now(),
          last_visible_ping: now(),
          last_visible_path: [],
          visible_duration: 0,
          tab_duration: {},
          active: true,
        });
      });

      it('C5: an active session is left as it is', async () => {
        const user = someone();
        await user.start();
        const before = await user.session();
        wait(10);
        expect((await user.start()).status).toBe(200);
        expect(await user.session()).toEqual(before);
      });

      it('C6: after an ended session a new one begins, and the old one is kept', async () => {
        const user = someone();
        await user.start();
        wait(300);
        await user.start();
        const [old, young] = await user.sessions();
        expect(old?._id).not.toBe(young?._id);
        expect(old?.id_beaker_session).toBe(young?.id_beaker_session);
        expect([old?.active, young?.active]).toEqual([false, true]);
      });

      it('C7: many starts at once make one session', async () => {
        const user = someone();
        const answers = await Promise.all(Array.from({ length: 20 }, () => user.start()));
        expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
        expect(await user.sessions()).toHaveLength(1);
      });
    });

    describe('keepalive', () => {
      it('C11, C14: answers with the time that the session now has as its last ping', async () => {
        const user = someone();
        await user.start();
        wait(1.5);
        const answer = await user.keepalive({ visible: true, path: ['/view/V', 'view-tab_T'] });
        expect(answer).toMatchObject({
          status: 200,
          body: {
            description: 'Session keepalive',
            time: now(),
            visible: true,
            paths: ['/view/V', 'view-tab_T'],
          },
        });
        expect((await user.session()).last_ping).toBe(answer.body['time']);
      });

      it('C12: the string form is understood, stored as an array and echoed as sent', async () => {
        const user = someone();
        await user.start();
        wait(1);
        const answer = await user.keepalive({ visible: true, path: '[/view/V,view-tab_T]' });
        expect(answer.body['paths']).toBe('[/view/V,view-tab_T]');
        expect(await user.session()).toMatchObject({
          last_visible_path: ['/view/V', 'view-tab_T'],
          tab_duration: { '/view/V': { 'view-tab_T': 1 } },
        });
      });

      it('C15: a hidden one moves the last ping and nothing else', async () => {
        const user = someone();
        await user.start();
        await user.keepalive({ visible: true, path: ['V', 'T'] });
        const before = await user.session();
        wait(30);
        const answer = await user.keepalive({ visible: false, path: ['W'] });
        expect(answer.body).toMatchObject({ visible: false, time: now() });
        expect(await user.session()).toEqual({ ...before, last_ping: now() });
      });

      it('C16, C18: a visible one counts the time since the last ping for its path', async () => {
        const user = someone();
        await user.start();
        wait(60);
        await user.keepalive({ visible: true, path: ['/view/V', 'T'] });
        wait(20);
        await user.keepalive({ visible: true, path: ['/exploitation/pbehaviors'] });
        expect(await user.session()).toMatchObject({
          visible_duration: 80,
          last_visible_ping: now(),
          last_visible_path: ['/exploitation/pbehaviors'],
          tab_duration: { '/view/V': { T: 60 }, '/exploitation/pbehaviors': 20 },
        });
      });

      it('C17: without an active session it is rejected and nothing is written', async () => {
        const user = someone();
        const answer = await user.keepalive({ visible: true, path: ['V'] });
        expect(answer).toMatchObject({
          status: 400,
          body: { statusCode: 400, error: 'Bad Request', description: 'Session Not Valid', name: '' },
        });
        expect(await user.sessions()).toEqual([]);
      });

      it('C8: at exactly the alive duration the session has ended, a millisecond before it has not', async () => {
        const user = someone();
        await user.start();
        wait(299.999);
        expect((await user.keepalive({ visible: true, path: ['V'] })).status).toBe(200);
        wait(300);
        expect((await user.keepalive({ visible: true, path: ['V'] })).status).toBe(400);
      });

      it('C22: a view seen without and with tabs keeps both', async () => {
        const user = someone();
        await user.start();
        wait(10);
        await user.keepalive({ visible: true, path: ['V'] });
        wait(5);
        await user.keepalive({ visible: true, path: ['V', 'T'] });
        wait(1);
        await user.keepalive({ visible: true, path: ['V'] });
        expect((await user.session()).tab_duration).toEqual({ V: { T: 5, '(no tab)': 11 } });
      });

      it('C23: any text is a view, a tab and a username', async () => {
        const user = new TestUser(server, key, '$where.name ÿ 漢字 😀 "\'; --');
        await user.start();
        wait(2);
        const path = ['__proto__', 'constructor.$x.y'] as const;
        expect((await user.keepalive({ visible: true, path: [...path] })).status).toBe(200);
        const { tab_duration, username } = await user.session();
        expect(JSON.stringify(tab_duration)).toBe('{"__proto__":{"constructor.$x.y":2}}');
        expect(username).toBe(user.username);
      });

      it('C24: keepalives sent at once are all counted, and none twice', async () => {
        const user = someone();
        await user.start();
        wait(60);
        await Promise.all(
          Array.from({ length: 20 }, (_, n) => user.keepalive({ visible: true, path: ['V', `T${n}`] })),
        );
        const { visible_duration, tab_duration } = await user.session();
        expect(visible_duration).toBe(60);
        expect(Object.keys(tab_duration['V'] ?? {})).toHaveLength(20);
      });

      it('C24: a clock that goes back takes nothing away', async () => {
        const user = someone();
        await user.start();
        wait(100);
        await user.keepalive({ visible: true, path: ['V'] });
        wait(-50);
        const answer = await user.keepalive({ visible: true, path: ['V'] });
        expect(answer.body['time']).toBe(now() + 50);
        expect(await user.session()).toMatchObject({ visible_duration: 100, last_ping: now() + 50 });
        wait(50);
      });

      it('two clients of one user are two sessions, two browser tabs of one client are one', async () => {
        const user = someone();
        for (const client_id of ['desk', 'phone', 'desk']) await user.post('sessionstart', { client_id });
        expect(await user.sessions()).toHaveLength(2);
      });
    });

    describe('session-hide', () => {
      it.each(['session-hide', 'session_hide', 'session_tracepath'])(
        'C26 to C28: %s counts as a visible keepalive',
        async (call) => {
          const user = someone();
          await user.start();
          wait(7);
          const answer = await user.post(call, { path: ['V', 'T'] });
          expect(answer).toMatchObject({ status: 200, body: { description: 'Session hide', time: now() } });
          expect(await user.session()).toMatchObject({
            visible_duration: 7,
            last_visible_ping: now(),
            last_visible_path: ['V', 'T'],
            tab_duration: { V: { T: 7 } },
          });
        },
      );

      it('C29: a second one in the same instant adds nothing', async () => {
        const user = someone();
        await user.start();
        wait(7);
        await user.hide({ path: ['V', 'T'] });
        await user.hide({ path: ['V', 'T'] });
        expect((await user.session()).visible_duration).toBe(7);
      });

      it('C30: without an active session it is rejected', async () => {
        expect((await someone().hide({ path: ['V'] })).body).toMatchObject({
          description: 'Session Not Valid',
        });
      });
    });

    describe('the accounting examples', () => {
      const play = async (pings: readonly TimedPing[], outcome: string): Promise<void> => {
        const user = someone();
        const start = server.clock.now();
        await user.start();
        let status = 0;
        for (const { at, ping } of pings) {
          server.clock.set(start + at);
          const { kind, visible, path, pageId, elapsedMs } = ping;
          const body = { path, page_id: pageId, elapsed_ms: elapsedMs };
          ({ status } = await user.post(kind, kind === 'keepalive' ? { ...body, visible } : body));
        }
        const expected = expectedOutcome(outcome);
        if (expected === 'inactive') {
          expect(status).toBe(400);
          return;
        }
        expect(status).toBe(200);
        const { visible_duration, tab_duration } = await user.session();
        expect(visible_duration).toBe(toSeconds(expected.visibleMs));
        expect(tab_duration).toEqual({ ...toTabDuration(expected.totals) });
      };

      it.each(EXAMPLES)('$story: $pings is $contract without pages', ({ pings, contract }) =>
        play(contractPings(pings), contract),
      );

      it.each(EXAMPLES)('$story: $pings is $pageAware by page', ({ pings, pageAware }) =>
        play(pagePings(pings), pageAware),
      );
    });

    describe('the list', () => {
      it('C33, C41: names itself and shows nine fields and whether the session is active', async () => {
        await someone().start();
        const { body } = await server.call<SessionsAnswer>('GET', '/api/v2/sessions', { key });
        expect(body.description).toBe('Sessions');
        for (const session of body.sessions) expect(Object.keys(session)).toEqual(SESSION_FIELDS);
      });

      it('C32: session-hide answers the same to a GET', async () => {
        const [sessions, hide] = await Promise.all(
          ['sessions', 'session-hide'].map((path) => server.call('GET', `/api/v2/${path}?limit=5`, { key })),
        );
        expect(hide?.text).toBe(sessions?.text);
      });

      it('C34: all sessions, ended ones too, in the order in which they started', async () => {
        const sessions = await list('');
        expect(sessions.some(({ active }) => !active)).toBe(true);
        expect(sessions.map(({ start }) => start)).toEqual(
          sessions.map(({ start }) => start).toSorted((a, b) => a - b),
        );
      });

      it('C35: of the usernames asked for; unknown ones have none', async () => {
        const [one, two] = [someone(), someone()];
        await one.start();
        await two.start();
        const names = (sessions: SessionAnswer[]) => sessions.map(({ username }) => username).toSorted();
        expect(names(await list(`usernames[]=${one.username}&usernames[]=${two.username}`))).toEqual(
          [one.username, two.username].toSorted(),
        );
        expect(names(await list(`usernames=${one.username}`))).toEqual([one.username]);
        expect(await list('usernames[]=nobody')).toEqual([]);
      });

      it('C36: active and ended ones are all, and none is both, at the very limit too', async () => {
        const user = someone();
        await user.start();
        wait(300);
        await someone().start();
        const [all, active, ended] = await Promise.all([list(''), list('active=true'), list('active=false')]);
        expect(active.length + ended.length).toBe(all.length);
        expect(active.every((session) => session.active)).toBe(true);
        expect(ended.some((session) => session.active)).toBe(false);
        expect(ended.some(({ username }) => username === user.username)).toBe(true);
      });

      it('C37: started_after is strict', async () => {
        const user = someone();
        await user.start();
        const at = now();
        const mine = (sessions: SessionAnswer[]) =>
          sessions.filter(({ username }) => username === user.username);
        expect(mine(await list(`started_after=${at}`))).toEqual([]);
        expect(mine(await list(`started_after=${at - 0.001}`))).toHaveLength(1);
      });

      it('C38: stopped_before finds ended sessions only, and goes together with the others', async () => {
        const user = someone();
        await user.start();
        const at = now();
        expect(await list(`stopped_before=${at + 1}&usernames=${user.username}`)).toEqual([]);
        wait(300);
        expect(await list(`stopped_before=${at + 1}&usernames=${user.username}`)).toHaveLength(1);
        expect(await list(`stopped_before=${at}&usernames=${user.username}`)).toEqual([]);
        expect(await list(`stopped_before=${at + 1}&usernames=${user.username}&active=true`)).toEqual([]);
      });

      it('in pages it is the same list', async () => {
        const whole = await list('');
        const paged: SessionAnswer[] = [];
        let cursor: string | undefined;
        do {
          const next: string = cursor === undefined ? '' : `&cursor=${cursor}`;
          const { body } = await server.call<SessionsAnswer>('GET', `/api/v2/sessions?limit=3${next}`, {
            key,
          });
          paged.push(...body.sessions);
          cursor = body.next_cursor;
        } while (cursor !== undefined);
        expect(paged).toEqual(whole);
      });

      it('one session is shown with its trail, which covers it from its start to its last ping', async () => {
        const user = someone();
        await user.start();
        wait(10);
        await user.keepalive({ visible: true, path: ['V'] });
        wait(5);
        await user.keepalive({ visible: false, path: ['V'] });
        const { _id, start } = await user.session();
        const answer = await server.call(`GET`, `/api/v2/sessions/${_id}`, { key });
        expect(answer.body).toMatchObject({
          description: 'Session',
          session: {
            _id,
            trail: [
              { from: start, to: start + 10, state: 'visible', path: ['V'] },
              { from: start + 10, to: start + 15, state: 'hidden' },
            ],
          },
        });
      });
    });

    describe('bad input', () => {
      const post = (call: string, more: Parameters<TestServer['call']>[2]) =>
        server.call<ErrorAnswer>('POST', `/api/v2/${call}`, { key, user: 'careless', ...more });

      it.each([
        ['no body', {}, 400, ['body']],
        ['an empty body', { raw: '', headers: { 'content-type': 'application/json' } }, 400, ['body']],
        ['a list', { body: [] }, 400, ['body']],
        ['wrong types', { body: { visible: 'yes', path: 7 } }, 400, ['visible', 'path']],
        ['an empty path', { body: { visible: true, path: [] } }, 400, ['path']],
        ['a path of three', { body: { visible: true, path: ['a', 'b', 'c'] } }, 400, ['path']],
        ['a view of 600 characters', { body: { visible: true, path: ['v'.repeat(600)] } }, 400, ['path.0']],
        ['a NUL in a tab', { body: { visible: true, path: ['v', 'a\0b'] } }, 400, ['path.1']],
        [
          'a client_id that is no text',
          { body: { visible: true, path: ['v'], client_id: 5 } },
          400,
          ['client_id'],
        ],
        [
          'a negative elapsed_ms',
          { body: { visible: true, path: ['v'], elapsed_ms: -1 } },
          400,
          ['elapsed_ms'],
        ],
      ])('C19: %s', async (_story, call, status, fields) => {
        const answer = await post('keepalive', call);
        expect(answer.status).toBe(status);
        expect(answer.body).toMatchObject({
          statusCode: status,
          error: 'Bad Request',
          message: expect.any(String),
        });
        expect(answer.body.errors?.map(({ field }) => field)).toEqual(fields);
      });

      const json = { 'content-type': 'application/json' };
      it.each([
        ['C13: malformed JSON', { raw: '{"visible":true\n"path":["v"]}', headers: json }, 400],
        [
          'a megabyte',
          { raw: JSON.stringify({ visible: true, path: ['v'.repeat(1_000_000)] }), headers: json },
          413,
        ],
        ['another content type', { raw: '<ping/>', headers: { 'content-type': 'application/xml' } }, 415],
        [
          'a form',
          { raw: 'visible=true', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
          415,
        ],
      ])('%s', async (_story, call, status) => {
        const answer = await post('keepalive', call);
        expect(answer.status).toBe(status);
        expect(answer.body).toEqual({
          statusCode: status,
          error: expect.any(String),
          message: expect.any(String),
        });
      });

      it.each([
        ['active=maybe', 'active'],
        ['active=true&active=false', 'active'],
        ['started_after=yesterday', 'started_after'],
        ['started_after=', 'started_after'],
        ['stopped_before=1e99', 'stopped_before'],
        ['from=20&to=10', 'from'],
        ['min_duration=-1', 'min_duration'],
        ['sort=colour', 'sort'],
        ['order=sideways', 'order'],
        ['limit=0', 'limit'],
        ['limit=1001', 'limit'],
        ['limit=2.5', 'limit'],
        ['cursor=rubbish', 'cursor'],
        ['usernames[]=', 'usernames'],
        ['colour=red', 'colour'],
      ])('a list asked for with %s', async (query, field) => {
        const answer = await server.call<ErrorAnswer>('GET', `/api/v2/sessions?${query}`, { key });
        expect(answer.status).toBe(400);
        expect(answer.body.errors?.map((error) => error.field)).toEqual([field]);
      });

      it('an unknown route is a 404 in JSON, a wrong method a 405 that names the right ones', async () => {
        expect(await server.call('GET', '/api/v2/nothing', { key })).toMatchObject({
          status: 404,
          body: { statusCode: 404 },
        });
        const wrong = await server.call('DELETE', '/api/v2/keepalive', { key });
        expect(wrong).toMatchObject({ status: 405, body: { statusCode: 405, error: 'Method Not Allowed' } });
        expect(wrong.headers.get('allow')).toBe('POST');
      });

      it('C3: no caller is a 401 on every call', async () => {
        for (const [method, path] of [
          ['POST', 'sessionstart'],
          ['GET', 'sessionstart'],
          ['POST', 'keepalive'],
          ['POST', 'session_tracepath'],
          ['GET', 'sessions'],
          ['GET', 'statistics/summary'],
        ] as const) {
          const answer = await server.call(method, `/api/v2/${path}`);
          expect(answer).toMatchObject({ status: 401, body: { statusCode: 401, error: 'Unauthorized' } });
          expect(answer.headers.get('www-authenticate')).toContain('Bearer');
        }
      });

      it('has written nothing', async () => {
        expect(await list('usernames=careless')).toEqual([]);
      });
    });
  });
};
