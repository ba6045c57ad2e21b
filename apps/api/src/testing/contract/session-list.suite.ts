import { describe, expect, it } from '@jest/globals';
import type { SessionAnswer, SessionDetailAnswer, SessionsAnswer, SummaryAnswer } from '@dwell/shared';
import type { ContractStage } from './contract-stage.js';

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

export const describeSessionList = (stage: ContractStage): void => {
  const { list, now, someone, wait } = stage;

  describe('the list of sessions', () => {
    it('C33, C41: has a description, and for each session nine fields and `active`', async () => {
      await someone().start();
      const { body } = await stage.server.call<SessionsAnswer>('GET', '/api/v2/sessions', { key: stage.key });
      expect(body.description).toBe('Sessions');
      for (const session of body.sessions) expect(Object.keys(session)).toEqual(SESSION_FIELDS);
    });

    it('C32: is the same at GET /session-hide', async () => {
      const [sessions, hide] = await Promise.all(
        ['sessions', 'session-hide'].map((path) =>
          stage.server.call('GET', `/api/v2/${path}?limit=5`, { key: stage.key }),
        ),
      );
      expect(hide?.text).toBe(sessions?.text);
    });

    it('C34: contains active and ended sessions in the order of their start', async () => {
      const sessions = await list('');
      expect(sessions.some(({ active }) => !active)).toBe(true);
      expect(sessions.map(({ start }) => start)).toEqual(
        sessions.map(({ start }) => start).toSorted((a, b) => a - b),
      );
    });

    it('C35: contains only the given usernames, and nothing for unknown ones', async () => {
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

    it('C36: contains each session as active or as ended; as ended from exactly the alive duration after its last ping', async () => {
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

    it('C37: excludes a session that started exactly at started_after', async () => {
      const user = someone();
      await user.start();
      const at = now();
      const mine = (sessions: SessionAnswer[]) =>
        sessions.filter(({ username }) => username === user.username);
      expect(mine(await list(`started_after=${at}`))).toEqual([]);
      expect(mine(await list(`started_after=${at - 0.001}`))).toHaveLength(1);
    });

    it('C38: contains only ended sessions with stopped_before, also combined with other filters', async () => {
      const user = someone();
      await user.start();
      const at = now();
      expect(await list(`stopped_before=${at + 1}&usernames=${user.username}`)).toEqual([]);
      wait(300);
      expect(await list(`stopped_before=${at + 1}&usernames=${user.username}`)).toHaveLength(1);
      expect(await list(`stopped_before=${at}&usernames=${user.username}`)).toEqual([]);
      expect(await list(`stopped_before=${at + 1}&usernames=${user.username}&active=true`)).toEqual([]);
    });

    describe('with a view', () => {
      const summary = async (query: string): Promise<SummaryAnswer> => {
        const path = `/api/v2/statistics/summary?${query}`;
        return (await stage.server.call<SummaryAnswer>('GET', path, { key: stage.key })).body;
      };
      const rows = async (query: string) =>
        (await list(query)).map(({ username, view_duration, here_now }) => [
          username,
          view_duration,
          here_now,
        ]);

      const find = async (id: string, query = ''): Promise<Partial<SessionDetailAnswer['session']>> => {
        const path = `/api/v2/sessions/${id}${query}`;
        return (await stage.server.call<SessionDetailAnswer>('GET', path, { key: stage.key })).body.session;
      };
      /** Expects that, with this view, the call for one session gives the same fields as the list, and the trail. */
      const expectAlone = async (view: string, query: string): Promise<void> => {
        const listed = await list(`view=${view}&${query}`);
        expect(listed).not.toEqual([]);
        for (const row of listed) {
          const { trail, ...session } = await find(row._id, `?view=${view}`);
          expect(trail).toBeDefined();
          expect(session).toEqual(row);
        }
      };

      it('has rows with the time on the view, and with whether the view is visible now', async () => {
        const [here, left, hidden, ended, opened] = Array.from({ length: 5 }, someone);
        const users = [here, left, hidden, ended, opened];
        const named = users.map((user) => `usernames[]=${user?.username}`).join('&');
        for (const user of users) {
          wait(1);
          await user?.start();
        }
        wait(10);
        for (const user of users.slice(0, 4)) await user?.keepalive({ visible: true, path: ['Orders', 't'] });
        wait(20);
        await here?.keepalive({ visible: true, path: ['Orders'] });
        await left?.keepalive({ visible: true, path: ['Stock'] });
        await hidden?.keepalive({ visible: false, path: ['Orders'] });
        await ended?.hide({ path: ['Orders'] });
        await opened?.keepalive({ visible: true, path: ['Orders'], page_id: 'p' });

        expect(await rows(`view=Orders&${named}`)).toEqual([
          [here?.username, 34, true],
          [left?.username, 13, false],
          [hidden?.username, 12, false],
          [ended?.username, 31, false],
          [opened?.username, 0, true],
        ]);
        expect(await rows(`view=Stock&${named}`)).toEqual([[left?.username, 20, true]]);
        await expectAlone('Orders', named);
        await expectAlone('Stock', named);
        expect((await list(`${named}&here_now=true&view=Orders`)).map(({ username }) => username)).toEqual([
          here?.username,
          opened?.username,
        ]);
        expect(await list(`${named}&here_now=false&view=Orders`)).toHaveLength(3);
        expect(await summary(`${named}&view=Orders`)).toMatchObject({
          active_sessions: 2,
          all_active_sessions: 5,
        });
        expect(await summary(named)).toMatchObject({ active_sessions: 5, all_active_sessions: 5 });

        wait(300);
        await expectAlone('Orders', named);
        expect((await list(`view=Orders&${named}`)).some(({ here_now }) => here_now)).toBe(false);
        expect(await summary(`${named}&view=Orders`)).toMatchObject({
          active_sessions: 0,
          all_active_sessions: 0,
        });
      });

      it('counts a page with page_id as here until it is hidden, leaves, or is silent for the alive duration', async () => {
        const user = someone();
        await user.start();
        const isHere = async () => (await rows(`view=Map&usernames=${user.username}`))[0]?.[2];
        await user.keepalive({ visible: true, path: ['Map'], page_id: 'one' });
        expect(await isHere()).toBe(true);
        wait(200);
        await user.keepalive({ visible: true, path: ['Other'], page_id: 'two' });
        expect(await isHere()).toBe(true);
        await user.keepalive({ visible: false, path: ['Map'], page_id: 'one' });
        expect(await isHere()).toBe(false);
        await user.keepalive({ visible: true, path: ['Map'], page_id: 'one' });
        wait(299);
        await user.keepalive({ visible: true, path: ['Other'], page_id: 'two' });
        expect(await isHere()).toBe(true);
        wait(1);
        expect(await isHere()).toBe(false);
        await user.keepalive({ visible: true, path: ['Map'], page_id: 'one' });
        expect(await isHere()).toBe(true);
        await user.hide({ path: ['Map'], page_id: 'one' });
        expect(await isHere()).toBe(false);
      });

      it('has view_duration and here_now, like the answer about one session with a view, even one it was never on', async () => {
        const user = someone();
        await user.start();
        wait(7);
        await user.keepalive({ visible: true, path: ['Deals', 't'] });
        const { _id } = await user.session();
        expect(await find(_id, '?view=Deals')).toMatchObject({ view_duration: 7, here_now: true });
        expect(await find(_id, '?view=t')).toMatchObject({ view_duration: 0, here_now: false });
        const whole = await find(_id);
        expect(whole).not.toHaveProperty('view_duration');
        expect(whole).not.toHaveProperty('here_now');
      });

      it('is sorted, bounded and read in pages by the time on the view, not by that of the session', async () => {
        const users = [5, 30, 20, 0, 10].map((seconds) => ({ seconds, user: someone() }));
        const named = users.map(({ user }) => `usernames[]=${user.username}`).join('&');
        for (const { user, seconds } of users) {
          await user.start();
          wait(seconds);
          await user.keepalive({ visible: true, path: ['Deals', 't'] });
          wait(100 - 3 * seconds);
          await user.keepalive({ visible: true, path: ['Elsewhere'] });
        }
        const query = `view=Deals&${named}&sort=view_duration`;
        const times = async (more: string) => (await list(query + more)).map((row) => row.view_duration);
        expect(await times('')).toEqual([0, 5, 10, 20, 30]);
        expect(await times('&order=desc')).toEqual([30, 20, 10, 5, 0]);
        expect(await times('&order=desc&min_duration=10')).toEqual([30, 20, 10]);

        const paged: (number | undefined)[] = [];
        let cursor = '';
        do {
          const path = `/api/v2/sessions?${query}&min_duration=5&limit=2${cursor}`;
          const { body } = await stage.server.call<SessionsAnswer>('GET', path, { key: stage.key });
          paged.push(...body.sessions.map((row) => row.view_duration));
          cursor = body.next_cursor === undefined ? '' : `&cursor=${body.next_cursor}`;
        } while (cursor !== '');
        expect(paged).toEqual([5, 10, 20, 30]);
      });

      it.each([
        ['here_now', 'here_now=true', 'needs the parameter view'],
        ['sort', 'sort=view_duration', 'view_duration needs the parameter view'],
      ])('is answered 400 for %s if the view is missing', async (field, query, message) => {
        const answer = await stage.server.call('GET', `/api/v2/sessions?${query}`, { key: stage.key });
        expect(answer.status).toBe(400);
        expect(answer.body).toMatchObject({ errors: [{ field, message }] });
      });
    });

    it('is the same when read in pages', async () => {
      const whole = await list('');
      const paged: SessionAnswer[] = [];
      let cursor: string | undefined;
      do {
        const next: string = cursor === undefined ? '' : `&cursor=${cursor}`;
        const { body } = await stage.server.call<SessionsAnswer>('GET', `/api/v2/sessions?limit=3${next}`, {
          key: stage.key,
        });
        paged.push(...body.sessions);
        cursor = body.next_cursor;
      } while (cursor !== undefined);
      expect(paged).toEqual(whole);
    });

    it('has the same sessions in the same order as JSON, as NDJSON and as CSV, with several filters', async () => {
      for (const query of [
        '',
        'active=true',
        'view=Orders&sort=view_duration&order=desc',
        'username=user 1',
      ]) {
        const sessions = await list(query);
        expect(sessions).not.toEqual([]);
        const path = `/api/v2/sessions?${query}&format=`;
        const ndjson = await stage.server.call('GET', `${path}ndjson`, { key: stage.key });
        expect(ndjson.text).toBe(sessions.map((session) => `${JSON.stringify(session)}\n`).join(''));
        const csv = await stage.server.call('GET', `${path}csv`, { key: stage.key });
        const ids = csv.text.split('\r\n').map((line) => line.split(',')[0]);
        expect(ids).toEqual(['_id', ...sessions.map(({ _id }) => _id), '']);
      }
    });

    it('gives ids by which one session is shown, with a trail from its start to its last ping', async () => {
      const user = someone();
      await user.start();
      wait(10);
      await user.keepalive({ visible: true, path: ['V'] });
      wait(5);
      await user.keepalive({ visible: false, path: ['V'] });
      const { _id, start } = await user.session();
      const answer = await stage.server.call(`GET`, `/api/v2/sessions/${_id}`, { key: stage.key });
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
};
