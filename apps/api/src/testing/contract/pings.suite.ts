import { describe, expect, it } from '@jest/globals';
import type { SummaryAnswer } from '@dwell/shared';
import { type Answer, TestUser } from '../test-server.js';
import type { ContractStage } from './contract-stage.js';

export const describePings = (stage: ContractStage): void => {
  const { now, someone, wait } = stage;

  describe('keepalive', () => {
    it("C11, C14: answers with the session's new last ping", async () => {
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

    it('C12: accepts the string form of a path, stores it as an array and echoes it as sent', async () => {
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

    it('C15: changes only the last ping when the page is hidden', async () => {
      const user = someone();
      await user.start();
      await user.keepalive({ visible: true, path: ['V', 'T'] });
      const before = await user.session();
      wait(30);
      const answer = await user.keepalive({ visible: false, path: ['W'] });
      expect(answer.body).toMatchObject({ visible: false, time: now() });
      expect(await user.session()).toEqual({ ...before, last_ping: now() });
    });

    it('C16, C18: credits the time since the previous ping to the path of this ping when the page is visible', async () => {
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

    it('C17: is rejected without an active session, and writes nothing', async () => {
      const user = someone();
      const answer = await user.keepalive({ visible: true, path: ['V'] });
      expect(answer).toMatchObject({
        status: 400,
        body: { statusCode: 400, error: 'Bad Request', description: 'Session Not Valid', name: '' },
      });
      expect(await user.sessions()).toEqual([]);
    });

    it('C8: is rejected if the last ping was exactly the alive duration ago, and accepted 1 ms earlier', async () => {
      const user = someone();
      await user.start();
      wait(299.999);
      expect((await user.keepalive({ visible: true, path: ['V'] })).status).toBe(200);
      wait(300);
      expect((await user.keepalive({ visible: true, path: ['V'] })).status).toBe(400);
    });

    it('C22: counts the time of a view without a tab apart from the time of its tabs', async () => {
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

    it('C23: accepts odd texts as view, tab and username', async () => {
      const user = new TestUser(stage.server, stage.key, '$where.name ÿ 漢字 😀 "\'; --');
      await user.start();
      wait(2);
      const path = ['__proto__', 'constructor.$x.y'] as const;
      expect((await user.keepalive({ visible: true, path: [...path] })).status).toBe(200);
      const { tab_duration, username } = await user.session();
      expect(JSON.stringify(tab_duration)).toBe('{"__proto__":{"constructor.$x.y":2}}');
      expect(username).toBe(user.username);
    });

    it('shortens long views to names that differ, and leaves short views unchanged', async () => {
      const user = someone();
      await user.start();
      const long = `/report/${'x'.repeat(3_000)}`;
      const others = [`/report/${'x'.repeat(600)}`, `/report/${'x'.repeat(601)}`, '/orders'];
      for (const view of [...others, long]) {
        wait(2);
        expect((await user.keepalive({ visible: true, path: [view] })).status).toBe(200);
      }
      const { tab_duration, last_visible_path } = await user.session();
      expect(Object.values(tab_duration)).toEqual([2, 2, 2, 2]);
      expect(tab_duration['/orders']).toBe(2);
      for (const view of Object.keys(tab_duration).filter((view) => view !== '/orders')) {
        expect(view.slice(0, 501)).toBe(`${long.slice(0, 500)}…`);
        expect(view.length).toBeLessThanOrEqual(512);
      }
      const [shortened = ''] = last_visible_path;
      expect(tab_duration).toHaveProperty([shortened]);
      const { body } = await stage.server.call<{ sessions: unknown[] }>(
        'GET',
        `/api/v2/sessions?${new URLSearchParams({ view: shortened, username: user.username })}`,
        { key: stage.key },
      );
      expect(body.sessions).toHaveLength(1);
    });

    it.each([
      [['V', 'T', 'U'], { V: { 'T,U': 2 } }],
      [['V', ['T', 'U']], { V: { 'T,U': 2 } }],
      ['[V,T,U]', { V: { 'T,U': 2 } }],
      [['V', ['T']], { V: { T: 2 } }],
      [['V\ud800', '\udc00'], { 'V\ufffd': { '\ufffd': 2 } }],
    ])('records the path %j as %j', async (path, recorded) => {
      const user = someone();
      await user.start();
      wait(2);
      const answer = await user.keepalive({ visible: true, path });
      expect(answer.status).toBe(200);
      expect((await user.session()).tab_duration).toEqual(recorded);
    });

    it('C24: is recorded even when many are sent at once, and the time since the last ping counts once', async () => {
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

    it('C24: loses no time when the clock is set back by less than the tolerance', async () => {
      const user = someone();
      await user.start();
      wait(100);
      await user.keepalive({ visible: true, path: ['V'] });
      wait(-20);
      const answer = await user.keepalive({ visible: true, path: ['V'] });
      expect(answer.body['time']).toBe(now() + 20);
      expect(await user.session()).toMatchObject({ visible_duration: 100, last_ping: now() + 20 });
      wait(20);
    });

    it.each([
      ['ten minutes', 600],
      ['ten days', 864_000],
    ])('counts 38 of 40 minutes when the clock is %s ahead for one minute', async (_, ahead) => {
      const user = someone();
      const ping = (): Promise<Answer> => user.keepalive({ visible: true, path: ['V'] });
      await user.start();
      for (let minute = 0; minute <= 40; minute++) {
        if (minute === 5) wait(ahead);
        if ((await ping()).status !== 200) {
          await user.start();
          await ping();
        }
        wait(60 - (minute === 5 ? ahead : 0));
      }
      const sessions = await user.sessions();
      expect(sessions.map(({ visible_duration }) => visible_duration).sort()).toEqual([0, 2_040, 240]);
      expect(sessions.filter(({ active }) => active)).toMatchObject([{ visible_duration: 2_040 }]);
      const { body: today } = await stage.server.call<SummaryAnswer>(
        'GET',
        `/api/v2/statistics/summary?${new URLSearchParams([
          ['usernames[]', user.username],
          ['from', String(now() - 3_600)],
          ['to', String(now())],
        ])}`,
        { key: stage.key },
      );
      expect(today).toMatchObject({ current: { visible_duration: 2_280 }, active_sessions: 1 });
      wait(300);
      expect((await user.sessions()).filter(({ active }) => active)).toEqual([]);
    });
  });

  describe('session-hide', () => {
    it.each(['session-hide', 'session_hide', 'session_tracepath'])(
      'C26 to C28: counts like a visible keepalive when it is sent as %s',
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

    it('C29: adds nothing when sent twice in the same instant', async () => {
      const user = someone();
      await user.start();
      wait(7);
      await user.hide({ path: ['V', 'T'] });
      await user.hide({ path: ['V', 'T'] });
      expect((await user.session()).visible_duration).toBe(7);
    });

    it('C30: is rejected without an active session', async () => {
      expect((await someone().hide({ path: ['V'] })).body).toMatchObject({
        description: 'Session Not Valid',
      });
    });
  });
};
