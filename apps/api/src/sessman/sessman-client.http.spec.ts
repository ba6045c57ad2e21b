import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Session } from '@dwell/tracker';
import { SessmanStage } from './testing/sessman-stage.js';

let stage: SessmanStage;
beforeAll(async () => {
  stage = await SessmanStage.open({ SESSMAN_TTL: '100' });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await stage.close();
});

describe('Session of @dwell/tracker', () => {
  it('creates a session, updates it, and finds it again from another client until it expires', async () => {
    const options = { base_url: `${stage.server.url}/sessman`, auth: stage.key };
    const session = await Session.create<Record<string, unknown>>('ann & bob', {
      ...options,
      data: { a: 1 },
    });
    expect(session.session_id).toMatch(/^[0-9a-f]{32}$/);
    session.data = { b: 'é' };
    stage.wait(90);
    await session.updateSession();

    stage.wait(90);
    const again = new Session('ann & bob', options);
    again.session_id = session.session_id;
    expect(await again.getSession()).toBe(true);
    expect(again.data).toEqual({ b: 'é' });

    const stranger = new Session('bob', options);
    stranger.session_id = session.session_id;
    const complaints = jest.spyOn(console, 'error').mockReturnValue();
    expect(await stranger.getSession()).toBe(false);
    stage.wait(11);
    expect(await again.getSession()).toBe(false);
    expect(again.data).toEqual({ b: 'é' });
    expect(complaints).toHaveBeenCalledTimes(2);
  });
});
