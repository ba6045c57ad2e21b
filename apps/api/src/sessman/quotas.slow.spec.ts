import { afterEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../testing/fake-clock.js';
import { DEFAULT_USER, FULL_SUM_AGE_MS, SessmanQuotas, SUM_AGE_MS } from './quotas.js';
import { SessmanStage } from './testing/sessman-stage.js';

const MEGABYTE = 1024 * 1024;
/** Data that fits into a quota of 1 MB once, and not twice. */
const LARGE = 'x'.repeat(0.6 * MEGABYTE);

describe('The quota of session data', () => {
  let stage: SessmanStage;
  afterEach(() => stage.close());

  const save = async (user: string, data = LARGE, key = stage.key) =>
    stage.call('POST', `/new?user=${user}`, { key, body: { data } });

  it('of a userid refuses data that does not fit with a 413 that names the setting, and does not affect other users', async () => {
    stage = await SessmanStage.open({ SESSMAN_QUOTA_PER_USER_MB: '1', SESSMAN_TTL: '600' });
    const first = await save('ann');
    expect(first.status).toBe(200);
    const refused = await save('ann');
    expect([refused.status, refused.body['error']]).toEqual([
      413,
      expect.stringContaining('SESSMAN_QUOTA_PER_USER_MB'),
    ]);
    expect((await save('ann', 'a little more')).status).toBe(200);
    expect((await save('ben')).status).toBe(200);
    // All data that is stored without a user is stored under the same name. This name has no quota, because many users
    // share it.
    for (const user of ['', '']) expect((await save(user)).status).toBe(200);
  });

  it('accepts an update that does not make the data larger, and refuses one that makes it too large', async () => {
    stage = await SessmanStage.open({ SESSMAN_QUOTA_PER_USER_MB: '1' });
    const id = String((await save('ann')).body['session_id']);
    const update = async (data: string) => (await stage.post(`/update?session_id=${id}`, { data })).status;
    for (let n = 0; n < 3; n++) expect(await update(LARGE)).toBe(200);
    expect((await save('ann', 'y'.repeat(0.3 * MEGABYTE))).status).toBe(200);
    expect(await update('x'.repeat(0.9 * MEGABYTE))).toBe(413);
    expect(await update('small')).toBe(200);
    stage.server.clock.advance(FULL_SUM_AGE_MS);
    expect((await save('ann')).status).toBe(200);
  });

  it('counts the freed room once if several updates shrink one session at the same time', async () => {
    stage = await SessmanStage.open({ SESSMAN_QUOTA_PER_USER_MB: '1' });
    const id = String((await save('ann')).body['session_id']);
    await Promise.all(
      Array.from({ length: 10 }, () => stage.post(`/update?session_id=${id}`, { data: 'small' })),
    );
    stage.server.clock.advance(FULL_SUM_AGE_MS);
    expect((await save('ann')).status).toBe(200);
    expect((await save('ann')).status).toBe(413);
  });

  it('counts no data that has expired or that another process has removed', async () => {
    stage = await SessmanStage.open({ SESSMAN_QUOTA_PER_USER_MB: '1', SESSMAN_TTL: '5' });
    await save('ann');
    expect((await save('ann')).status).toBe(413);
    stage.wait(6);
    const again = await save('ann');
    expect(again.status).toBe(200);
    await stage.server.running.database.sessman.destroy(String(again.body['session_id']));
    stage.server.clock.advance(FULL_SUM_AGE_MS);
    expect((await save('ann')).status).toBe(200);
  });

  it('counts within a minute what another process has stored', async () => {
    stage = await SessmanStage.open({ SESSMAN_QUOTA_PER_USER_MB: '1' });
    const id = String((await save('ann', 'small')).body['session_id']);
    const { sessman } = stage.server.running.database;
    const { owner } = (await sessman.get(id, 0)) ?? {};
    await sessman.set('by another process', { user: 'ann', data: LARGE, owner });
    stage.server.clock.advance(SUM_AGE_MS);
    expect((await save('ann')).status).toBe(413);
  });

  it('of a key refuses with 413, also when many calls come at once', async () => {
    stage = await SessmanStage.open({ SESSMAN_QUOTA_PER_KEY_MB: '1' });
    const statuses = await Promise.all([1, 2, 3, 4].map(async (n) => (await save(`user ${n}`)).status));
    expect(statuses.sort()).toEqual([200, 413, 413, 413]);
    const other = await stage.server.createKey({ name: 'other', role: 'reporter', session_data: true });
    expect((await save('user 1', LARGE, other)).status).toBe(200);
    const cookie = await stage.server.logIn();
    for (const expected of [200, 413]) {
      const call = { key: undefined, cookie, body: { data: LARGE } };
      expect(await stage.call('POST', '/new', call)).toMatchObject({ status: expected });
    }
  });

  it('of a userid is separate for each caller, so that no caller can use up that of another', async () => {
    stage = await SessmanStage.open({ SESSMAN_QUOTA_PER_USER_MB: '1' });
    const other = await stage.server.createKey({ name: 'other', role: 'reporter', session_data: true });
    for (const key of [other, stage.key]) {
      expect((await save('ann', LARGE, key)).status).toBe(200);
      expect((await save('ann', LARGE, key)).status).toBe(413);
    }
  });

  it('of all data refuses with 507', async () => {
    stage = await SessmanStage.open({ SESSMAN_QUOTA_MB: '1', SESSMAN_AUTH: 'open' });
    expect((await save('ann')).status).toBe(200);
    const refused = await save('ben');
    expect([refused.status, refused.body['error']]).toEqual([
      507,
      expect.stringContaining('SESSMAN_QUOTA_MB'),
    ]);
  });
});

describe('The sums of the quotas', () => {
  it('count what is written while they are read from the store', async () => {
    const readings: ((bytes: number) => void)[] = [];
    const usedBytes = () => new Promise<number>((resolve) => readings.push(resolve));
    const limits = { totalBytes: 15, callerBytes: 15, userBytes: 15 };
    const clock = new FakeClock();
    const quotas = new SessmanQuotas({ usedBytes }, () => Promise.resolve(), limits, clock);
    const write = (answer: Promise<void>) =>
      quotas.within({ owner: undefined, user: DEFAULT_USER, bytes: 10 }, () => answer);
    const answerReading = async (bytes: number) => {
      await new Promise(setImmediate);
      readings.shift()?.(bytes);
      await new Promise(setImmediate);
    };
    let end: () => void = () => undefined;
    const first = write(new Promise((resolve) => (end = resolve)));
    await answerReading(0);
    clock.advance(SUM_AGE_MS);
    const second = expect(write(Promise.resolve())).rejects.toThrow(/SESSMAN_QUOTA_MB/);
    // The sum that is being read is from before the end of the first write, but is answered only after it.
    await new Promise(setImmediate);
    end();
    await first;
    await answerReading(0);
    await second;
  });
});
