import { describe, expect, it } from '@jest/globals';
import type { ContractStage } from './contract-stage.js';

export const describeSessionStart = (stage: ContractStage): void => {
  const { now, someone, wait } = stage;

  describe('sessionstart', () => {
    it.each(['POST', 'GET'])(
      'C1, C2: answers %s with "Session Start" and the keepalive interval',
      async (method) => {
        const { username } = someone();
        const answer = await stage.server.call(method, '/api/v2/sessionstart', {
          key: stage.key,
          user: username,
        });
        expect(answer).toMatchObject({ status: 200, body: { description: 'Session Start' } });
        expect(answer.headers.get('content-type')).toContain('application/json');
        expect(answer.headers.get('dwell-keepalive-interval')).toBe('60');
        expect(answer.headers.get('cache-control')).toBe('no-store');
      },
    );

    it('C4: starts a session now, with no time counted', async () => {
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

    it('C5: leaves an active session unchanged', async () => {
      const user = someone();
      await user.start();
      const before = await user.session();
      wait(10);
      expect((await user.start()).status).toBe(200);
      expect(await user.session()).toEqual(before);
    });

    it('C6: starts a new session after an ended one, which it keeps', async () => {
      const user = someone();
      await user.start();
      wait(300);
      await user.start();
      const [old, young] = await user.sessions();
      expect(old?._id).not.toBe(young?._id);
      expect(old?.id_beaker_session).toBe(young?.id_beaker_session);
      expect([old?.active, young?.active]).toEqual([false, true]);
    });

    it('C7: starts one session for many concurrent calls', async () => {
      const user = someone();
      const answers = await Promise.all(Array.from({ length: 20 }, () => user.start()));
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
      expect(await user.sessions()).toHaveLength(1);
    });

    it('has one session for each client of a user, because a sessionstart of each client starts one', async () => {
      const user = someone();
      for (const client_id of ['desk', 'phone', 'desk']) await user.post('sessionstart', { client_id });
      expect(await user.sessions()).toHaveLength(2);
    });
  });
};
