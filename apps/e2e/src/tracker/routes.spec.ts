import { expect, it } from '@jest/globals';
import { legalPath } from '@dwell/shared';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useTrackedStage } from './support/tracked-stage.js';

/** Removes the Navigation API, which many browsers do not have. */
const WITHOUT_NAVIGATION_API = `Object.defineProperty(window, 'navigation', { value: undefined });`;

describeInBrowser('a page whose view changes', () => {
  const stage = useTrackedStage();

  const pathsOf = (received: readonly { body: Readonly<Record<string, unknown>> }[]): unknown[] =>
    received.map(({ body }) => body['path']);

  it('T4: reports the new view once and at once, and credits the previous view with its time', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await visitor.pass(20);
    await page.route('/stock');
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive', 'keepalive']);
    expect(visitor.received[2]?.body).toMatchObject({ visible: true, path: ['/stock'] });
    await visitor.pass(10);
    await visitor.close(page);
    expect(visitor.calls).toHaveLength(4);
    expect(await visitor.session()).toMatchObject({
      visible_duration: 30,
      tab_duration: { '/orders': 20, '/stock': 10 },
      last_visible_path: ['/stock'],
    });
  });

  it('T5: sends no extra keepalive when only the query, the hash and the history state change, and never sends the query', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await page.run(`history.replaceState({ scroll: 20 }, '', '/orders?order=7#notes')`);
    await visitor.pass(61);
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive', 'keepalive']);
    // The headers do not contain the query either: they name only the page's origin.
    expect(JSON.stringify(visitor.received[2])).not.toContain('order=7');
    expect(visitor.received[2]?.headers.referer).toBeUndefined();
    expect(visitor.received[2]?.headers.origin).toBe(stage().gateway.url);
  });

  it('T6: reports a new view when the hash changes and the path option reads the hash', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/application', {
      options: '{ path: () => [location.hash || "#home"] }',
    });
    await visitor.pass(3);
    await page.run(`location.hash = '#orders'`);
    await visitor.pass(4);
    await visitor.close(page);
    expect(pathsOf(visitor.received.slice(1))).toEqual([['#home'], ['#orders'], ['#orders']]);
    expect(await visitor.session()).toMatchObject({ tab_duration: { '#home': 3, '#orders': 4 } });
  });

  it('T7: reports the view that history.back() or history.forward() shows', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await page.route('/stock');
    await visitor.pass(5);
    await page.run('history.back()');
    await visitor.waitForAnswers(4);
    await visitor.pass(6);
    await page.run('history.forward()');
    await visitor.waitForAnswers(5);
    await visitor.pass(1);
    await visitor.close(page);
    expect(pathsOf(visitor.received.slice(1, 5))).toEqual([['/orders'], ['/stock'], ['/orders'], ['/stock']]);
    expect(await visitor.session()).toMatchObject({ tab_duration: { '/orders': 6, '/stock': 6 } });
  });

  it('T8: reports the path that setPath sets, until setPath without a path returns to the URL', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await visitor.pass(1);
    await page.run(`dwell.setPath(['/orders', 'open'])`);
    await visitor.pass(2);
    await page.route('/ignored');
    await page.run(`dwell.setPath(['/help'])`);
    await visitor.pass(3);
    await page.run('dwell.setPath()');
    await visitor.pass(4);
    await visitor.close(page);
    expect(pathsOf(visitor.received.slice(1, 5))).toEqual([
      ['/orders'],
      ['/orders', 'open'],
      ['/help'],
      ['/ignored'],
    ]);
    expect(await visitor.session()).toMatchObject({
      tab_duration: { '/orders': { '(no tab)': 1, open: 2 }, '/help': 3, '/ignored': 4 },
    });
  });

  it('T37: gives each view its own time when a URL is very long, a path has three names or a lone surrogate', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    await visitor.pass(5);
    const long = `/report/${'x'.repeat(3_000)}`;
    await page.route(long);
    await visitor.pass(4);
    await page.run(`dwell.setPath(['/stock\\ud800', 'open', 'late'])`);
    await visitor.waitForAnswers(4);
    await visitor.pass(3);
    await page.run(`dwell.setPath(['', undefined])`);
    await visitor.waitForAnswers(5);
    await visitor.pass(2);
    await visitor.close(page);
    const [shortened = ''] = legalPath([long]);
    expect(shortened.length).toBeLessThanOrEqual(512);
    expect(await visitor.session()).toMatchObject({
      visible_duration: 14,
      tab_duration: { '/orders': 5, [shortened]: 6, '/stock\ufffd': { 'open,late': 3 } },
    });
  });

  it('T27: without the Navigation API, reports the view at once after history.back() and within 0.25 s after pushState, and sends nothing when only the hash changes', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders', { before: WITHOUT_NAVIGATION_API });
    await visitor.pass(10);
    await page.route('/stock');
    expect(visitor.calls).toHaveLength(2);
    await visitor.pass(0.25);
    expect(pathsOf(visitor.received.slice(2))).toEqual([['/stock']]);
    await visitor.pass(10);
    await page.run('history.back()');
    await visitor.waitForAnswers(4);
    await page.run(`location.hash = '#notes'`);
    await visitor.pass(5);
    await visitor.close(page);
    expect(pathsOf(visitor.received.slice(3))).toEqual([['/orders'], ['/orders']]);
    expect(await visitor.session()).toMatchObject({ tab_duration: { '/orders': 15.25, '/stock': 10 } });
  });
});
