import { expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useTrackedStage } from './support/tracked-stage.js';

/** The largest error in the length of a sleep, in seconds: half the tracker's sampling step. */
const SLEEP_ERROR = 0.125;

describeInBrowser('time on a page', () => {
  const stage = useTrackedStage();

  it.each(['windows', 'other'] as const)('T23: does not count 200 s of sleep (%s)', async (system) => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await visitor.pass(70.1);
    const before = visitor.calls.length;
    await visitor.sleep(200, system);
    await visitor.pass(0.25);
    expect(visitor.calls.slice(before)).toEqual(['keepalive']);
    await visitor.pass(20);
    await visitor.close(page);
    const { visible_duration } = await visitor.session();
    expect(Math.abs(visible_duration - 90.35)).toBeLessThanOrEqual(SLEEP_ERROR);
  });

  it('T24: stays right when the computer’s clock is set an hour forward or back', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await visitor.pass(10);
    await page.shiftDate(3_600_000);
    await visitor.pass(10);
    await page.shiftDate(-7_200_000);
    await visitor.pass(55);
    await visitor.close(page);
    // A clock that jumps forward may mean that the computer slept, so the tracker sends one more keepalive.
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive', 'keepalive', 'keepalive', 'session-hide']);
    expect(await visitor.session()).toMatchObject({ visible_duration: 75 });
  });

  it('T36: adds up to 100 s in a session with 90 s on one view and 10 s on another', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/v1/t1');
    await visitor.pass(90);
    await page.route('/v1/t2');
    await visitor.pass(10);
    await visitor.close(page);
    expect(await visitor.session()).toMatchObject({
      visible_duration: 100,
      tab_duration: { '/v1/t1': 90, '/v1/t2': 10 },
    });
  });

  it('T36: adds up to 75 s in a session whose page is visible for 75 s and then hidden for 105 s', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/v1');
    await visitor.pass(75);
    await visitor.hidePage();
    await visitor.pass(105);
    await visitor.showPage(page);
    expect(await visitor.session()).toMatchObject({ visible_duration: 75, tab_duration: { '/v1': 75 } });
  });

  it('T36: adds up to 10 s in a session that ends while its page is hidden, and to 0 s in the next', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/v1');
    await visitor.pass(10);
    await visitor.hidePage();
    await visitor.pass(300);
    page.expected.push('status of 400');
    await visitor.showPage(page);
    await visitor.waitForAnswers(6);
    expect((await visitor.sessions()).map(({ visible_duration }) => visible_duration)).toEqual([10, 0]);
  });

  it('T36: adds up to 240 s although two keepalives are lost, because the page measures its own time', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/v1', { attributes: 'data-interval="60"' });
    page.expected.push('Failed to load resource');
    await visitor.pass(60);
    stage().gateway.treat({ kind: 'drop' });
    await visitor.pass(120);
    stage().gateway.treat({ kind: 'pass' });
    await visitor.pass(60);
    await visitor.close(page);
    expect(await visitor.session()).toMatchObject({ visible_duration: 240 });
  });

  it('T36: adds up to 120 s when a second window is visible beside the first for 90 of the 120 s', async () => {
    const visitor = await stage().visitor();
    const first = await visitor.open('/v1');
    await visitor.pass(30);
    const second = await visitor.open('/v2', { as: 'window' });
    await visitor.pass(60);
    await visitor.pass(30);
    const { visible_duration, tab_duration } = await visitor.session();
    expect({ visible_duration, tab_duration }).toEqual({
      visible_duration: 120,
      tab_duration: { '/v1': 90, '/v2': 30 },
    });
    await visitor.close(first);
    await visitor.close(second);
  });

  it('T36: adds up to 60 s when a second window is visible beside the first for 10 of the 60 s', async () => {
    const visitor = await stage().visitor();
    const first = await visitor.open('/v2');
    await visitor.pass(30);
    const second = await visitor.open('/v1', { as: 'window' });
    await visitor.pass(10);
    await visitor.close(second);
    await visitor.pass(20);
    expect(await visitor.session()).toMatchObject({
      visible_duration: 60,
      tab_duration: { '/v1': 10, '/v2': 50 },
    });
    await visitor.close(first);
  });
});
