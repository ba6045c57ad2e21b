import { expect, it } from '@jest/globals';
import type { SessionDetailAnswer } from '@dwell/shared';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useTrackedStage } from './support/tracked-stage.js';

describeInBrowser('a page that is hidden and shown', () => {
  const stage = useTrackedStage();

  it('T9: reports once that it is hidden, then sends nothing', async () => {
    const visitor = await stage().visitor();
    await visitor.open('/orders');
    await visitor.pass(30);
    await visitor.hidePage();
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive', 'session-hide']);
    await visitor.pass(200);
    expect(visitor.calls).toHaveLength(3);
    expect(await visitor.session()).toMatchObject({ visible_duration: 30, tab_duration: { '/orders': 30 } });
  });

  it('T9: reports that it is hidden even if the application stops the event visibilitychange', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await page.run(
      `document.addEventListener('visibilitychange', (event) => event.stopImmediatePropagation())`,
    );
    await visitor.hidePage();
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive', 'session-hide']);
  });

  it('T10: reports at once that it is visible again, and does not count the hidden time', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await visitor.pass(30);
    await visitor.hidePage();
    await visitor.pass(100);
    await visitor.showPage(page);
    expect(visitor.received.at(-1)).toMatchObject({ call: 'keepalive', body: { visible: true } });
    await visitor.pass(20);
    await visitor.close(page);
    const { _id, visible_duration } = await visitor.session();
    expect(visible_duration).toBe(50);
    const { body } = await stage().server.call<SessionDetailAnswer>('GET', `/api/v2/sessions/${_id}`, {
      key: stage().key,
    });
    expect(body.session.trail.map(({ state, from, to }) => [state, to - from])).toEqual([
      ['visible', 30],
      ['hidden', 100],
      ['visible', 20],
    ]);
  });

  it('T10: starts a new session when the old one ended while the page was hidden', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await visitor.pass(30);
    await visitor.hidePage();
    stage().server.clock.advance(600_000);
    await visitor.showPage(page);
    await visitor.waitForAnswers(6);
    expect(visitor.calls.slice(3)).toEqual(['keepalive', 'sessionstart', 'keepalive']);
    await visitor.pass(20);
    await visitor.close(page);
    page.expected.push('status of 400');
    const durations = (await visitor.sessions()).map(({ visible_duration }) => visible_duration);
    expect(durations).toEqual([30, 20]);
  });

  it('T11: reports in order when it is hidden and shown within 50 ms', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await visitor.pass(30);
    let release = (): void => undefined;
    stage().gateway.treat({ kind: 'hold', until: new Promise<void>((resolve) => (release = resolve)) });
    await visitor.startHidingPage();
    await page.tab.activate();
    await visitor.waitForRequests(3);
    await page.pass(50);
    expect(visitor.calls.slice(2)).toEqual(['session-hide']);
    release();
    stage().gateway.treat({ kind: 'pass' });
    await visitor.settle();
    expect(visitor.calls.slice(2)).toEqual(['session-hide', 'keepalive']);
    await visitor.pass(10);
    await visitor.close(page);
    expect(await visitor.session()).toMatchObject({ visible_duration: 40 });
  });

  it('T11: reports again that it is hidden when a slow keepalive may have arrived after the first report', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await visitor.pass(30);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { gateway } = stage();
    gateway.treatment = ({ call }) =>
      call === 'keepalive' ? { kind: 'hold', until: held } : { kind: 'pass' };
    await page.tab.evaluate(`history.pushState(null, '', '/stock')`);
    await visitor.startHidingPage();
    await visitor.waitForRequests(4);
    expect(visitor.calls.slice(2)).toEqual(['keepalive', 'session-hide']);
    release();
    await visitor.settle();
    expect(visitor.calls.slice(4)).toEqual(['session-hide']);
    await visitor.pass(3);
    await visitor.showPage(page);
    await visitor.pass(7);
    await visitor.close(page);
    expect(await visitor.session()).toMatchObject({ visible_duration: 37 });
  });

  it('T12: reports once that it is left when it is closed or reloaded', async () => {
    const closing = await stage().visitor();
    const page = await closing.open('/orders');
    await closing.pass(10);
    await closing.close(page);

    const reloading = await stage().visitor();
    const reloaded = await reloading.open('/orders');
    await reloading.pass(10);
    await reloaded.tab.reload();
    await reloading.waitForAnswers(5);

    expect(closing.calls).toEqual(['sessionstart', 'keepalive', 'session-hide']);
    expect(await closing.session()).toMatchObject({ visible_duration: 10 });
    expect(reloading.calls).toEqual([
      'sessionstart',
      'keepalive',
      'session-hide',
      'sessionstart',
      'keepalive',
    ]);
    const [, first, , , second] = reloading.received.map(({ body }) => body['page_id']);
    expect(first).not.toBe(second);
  });

  it('T13: reports once that it is left although both pagehide and visibilitychange fire', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await page.run(`
      const note = ({ type }) => (sessionStorage.heard = (sessionStorage.heard ?? '') + type + ':' + document.visibilityState + ' ');
      for (const type of ['pagehide', 'visibilitychange']) addEventListener(type, note, true);
    `);
    await visitor.pass(10);
    await page.tab.goTo(`${stage().gateway.url}/stock`);
    await page.loaded();
    expect(await page.tab.evaluate('sessionStorage.heard')).toBe('pagehide:visible visibilitychange:hidden ');
    await visitor.waitForAnswers(3);
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive', 'session-hide']);
    page.expected.push('status of 401');
  });

  it('T14: continues as the same page when it returns from the back/forward cache', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await page.run('window.mark = 1');
    await visitor.pass(10);
    stage().gateway.serve('/elsewhere', { body: '<!doctype html><title>Elsewhere</title>' });
    await page.tab.goTo(`${stage().gateway.url}/elsewhere`);
    await page.loaded();
    stage().server.clock.advance(60_000);
    await page.run('history.back()').catch(() => undefined);
    await visitor.waitForAnswers(4);
    expect(await page.tab.evaluate('window.mark')).toBe(1);
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive', 'session-hide', 'keepalive']);
    expect(new Set(visitor.received.map(({ body }) => body['page_id'])).size).toBe(1);
    await visitor.pass(5);
    await visitor.close(page);
    expect(await visitor.session()).toMatchObject({ visible_duration: 15 });
  });

  it('T15: does not count the time while it is hidden and frozen', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await visitor.pass(10);
    await visitor.hidePage();
    await page.tab.freeze();
    page.isAwake = false;
    await visitor.pass(100);
    await page.tab.resume();
    page.isAwake = true;
    await visitor.showPage(page);
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive', 'session-hide', 'keepalive']);
    await visitor.pass(5);
    await visitor.close(page);
    expect(await visitor.session()).toMatchObject({ visible_duration: 15 });
  });

  it('T25: counts only while it is the visible one of two pages', async () => {
    const visitor = await stage().visitor();
    const first = await visitor.open('/orders');
    await visitor.pass(20);
    const second = await visitor.open('/stock');
    await visitor.pass(130);
    await visitor.showPage(first);
    await visitor.pass(15);
    await visitor.close(first);
    await visitor.settle();
    await visitor.pass(5);
    await visitor.close(second);
    expect(await visitor.session()).toMatchObject({
      visible_duration: 170,
      tab_duration: { '/orders': 35, '/stock': 135 },
    });
  });

  it('T26: counts time once while two windows show it side by side', async () => {
    const visitor = await stage().visitor();
    const first = await visitor.open('/orders');
    await visitor.pass(30);
    const second = await visitor.open('/orders', { as: 'window' });
    await visitor.pass(100);
    await visitor.close(first);
    await visitor.pass(20);
    await visitor.close(second);
    expect(await visitor.session()).toMatchObject({
      visible_duration: 150,
      tab_duration: { '/orders': 150 },
    });
  });

  it('T28: counts as hidden after the idle time without input, until a key is pressed', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders', { attributes: 'data-idle="30"' });
    await visitor.pass(20);
    await page.tab.press('a');
    await visitor.pass(100);
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive', 'session-hide']);
    expect(await visitor.session()).toMatchObject({ visible_duration: 50 });
    await page.tab.press('a');
    await visitor.settle();
    expect(visitor.calls.at(-1)).toBe('keepalive');
    await visitor.pass(10);
    await visitor.close(page);
    expect(await visitor.session()).toMatchObject({ visible_duration: 60 });
  });
});
