import { describe, expect, it } from '@jest/globals';
import type { ContractStage } from './contract-stage.js';

export const describeSessionStart = (stage: ContractStage): void => {
  const { now, someone, wait } = stage;

  describe('sessionstart', () => {
    it.each(['POST', 'GET'])(
      'C1, C2: %s answers that the session started, and when to send keepalives',
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
};
