import { expect, it } from '@jest/globals';
import { legalPath } from '@dwell/shared';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useTrackedStage } from './support/tracked-stage.js';

describeInBrowser('a loaded page', () => {
  const stage = useTrackedStage({ KEEPALIVE_INTERVAL: '20' });

  it('T1: starts a session, then reports that it is visible and on which view', async () => {
    const visitor = await stage().visitor();
    await visitor.open('/orders');
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive']);
    expect(visitor.received[1]?.body).toMatchObject({ visible: true, path: ['/orders'] });
    expect(await visitor.session()).toMatchObject({ active: true, last_visible_path: ['/orders'] });
  });

  it('T2: sends a keepalive at the interval that the server sets', async () => {
    const visitor = await stage().visitor();
    await visitor.open('/orders');
    await visitor.pass(61);
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive', 'keepalive', 'keepalive', 'keepalive']);
    const [first = 0, ...more] = visitor.received.slice(1).map(({ at }) => at);
    expect(more).toEqual([20, 40, 60].map((seconds) => first + seconds * 1000));
    expect(await visitor.session()).toMatchObject({ visible_duration: 60 });
  });

  it('T3: sends keepalives at its own interval when the script element sets one', async () => {
    const visitor = await stage().visitor();
    await visitor.open('/orders', { attributes: 'data-interval="7"' });
    await visitor.pass(22);
    expect(visitor.calls.slice(2)).toEqual(['keepalive', 'keepalive', 'keepalive']);
  });

  it('T16: reports that it is hidden when it opens in the background, and counts from the moment it is shown', async () => {
    const visitor = await stage().visitor();
    await visitor.hidePage();
    const page = await visitor.open('/orders', { as: 'background' });
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive']);
    expect(visitor.received[1]?.body).toMatchObject({ visible: false });
    await visitor.pass(100);
    expect(visitor.calls).toHaveLength(2);
    expect(await visitor.session()).toMatchObject({ visible_duration: 0, last_visible_path: [] });

    await visitor.showPage(page);
    expect(visitor.received[2]).toMatchObject({ call: 'keepalive', body: { visible: true } });
    await visitor.pass(10);
    await visitor.close(page);
    expect(await visitor.session()).toMatchObject({ visible_duration: 10, tab_duration: { '/orders': 10 } });
  });

  it('T17: sends nothing while it is prerendered, and starts when it is shown', async () => {
    const { gateway, key } = stage();
    const visitor = await stage().visitor();
    let leave = (): void => undefined;
    let wasPrerendered = (): void => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    const prerendered = new Promise<void>((resolve) => (wasPrerendered = resolve));
    gateway.serve('/lobby', {
      body: `<script type="speculationrules">{"prerender": [{"urls": ["/ahead"], "eagerness": "immediate"}]}</script>
        <script>fetch('/signal/leave').then(() => location.assign('/ahead'))</script>`,
    });
    gateway.serve('/ahead', {
      body: `<script src="/tracker.js" data-key="${key}" data-user="${visitor.name}"></script>
        <script>if (document.prerendering) fetch('/signal/prerendered')</script>`,
    });
    gateway.serve('/signal/leave', () => left.then(() => ({ body: '' })));
    gateway.serve('/signal/prerendered', () => {
      wasPrerendered();
      return { body: '' };
    });

    await visitor.openAlone('/lobby');
    await prerendered;
    await visitor.settle();
    expect(visitor.calls).toEqual([]);
    leave();
    await visitor.waitForAnswers(2);
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive']);
    expect(visitor.received[1]?.body).toMatchObject({ visible: true, path: ['/ahead'] });
  });

  it('T29: is tracked once when startTracker is called twice, and not after stop', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders', { options: '{}' });
    await page.run('window.again = startTracker() === dwell');
    expect(await page.tab.evaluate('again')).toBe(true);
    await visitor.pass(20);
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive', 'keepalive']);

    await visitor.pass(5);
    await page.run('dwell.stop()');
    expect(visitor.calls.at(-1)).toBe('session-hide');
    await page.route('/stock');
    await visitor.hidePage();
    await visitor.showPage(page);
    await visitor.pass(100);
    expect(visitor.calls).toHaveLength(4);
    expect(await visitor.session()).toMatchObject({ visible_duration: 25, tab_duration: { '/orders': 25 } });
  });

  it('reports without a username when the API key is bound to a user', async () => {
    const { server, gateway } = stage();
    const key = await server.createKey({ name: 'bound', role: 'reporter', username: 'bob' });
    gateway.serve('/bound', {
      body: `<!doctype html><script src="/tracker.js" data-key="${key}" async></script>`,
    });
    const visitor = await stage().visitor();
    await visitor.openAt(`${gateway.url}/bound`);
    await visitor.pass(20);
    const calls = gateway.received.map(({ call, status }) => `${call} ${String(status)}`);
    expect(calls).toEqual(['sessionstart 200', 'keepalive 200', 'keepalive 200']);
  });

  it.each([
    ['sessionstart', `data-client-id="${'too long'.repeat(100)}"`],
    ['keepalive', ''],
  ])(
    'sends at most two requests per interval when every %s is answered with 400',
    async (call, attribute) => {
      const visitor = await stage().visitor();
      // No attribute can make the tracker send a keepalive that the server refuses, so the gateway refuses it.
      if (!attribute) {
        stage().gateway.treatment = (received) =>
          received.call === call ? { kind: 'refuse', status: 400 } : { kind: 'pass' };
      }
      const page = await visitor.open('/orders', { attributes: `data-interval="20" ${attribute}` });
      page.expected.push('status of 400');
      await visitor.pass(100);
      const refused = visitor.received.filter(({ status }) => status === 400);
      expect(new Set(refused.map((each) => each.call))).toEqual(new Set([call]));
      expect(refused.length).toBeGreaterThanOrEqual(5);
      expect(refused.length).toBeLessThanOrEqual(11);
    },
  );

  it('is recorded when its data-path is longer than a view may be', async () => {
    const visitor = await stage().visitor();
    const path = 'too long'.repeat(100);
    const page = await visitor.open('/orders', { attributes: `data-path="${path},open,late"` });
    await visitor.pass(20);
    await visitor.close(page);
    const [view = ''] = legalPath([path]);
    expect(await visitor.session()).toMatchObject({ tab_duration: { [view]: { 'open,late': 20 } } });
  });

  it('is tracked once when it has the script element twice', async () => {
    const { gateway, key } = stage();
    const visitor = await stage().visitor();
    const tag = `<script src="/tracker.js" data-key="${key}" data-user="${visitor.name}"></script>`;
    gateway.serve('/twice', { body: `<!doctype html>${tag}${tag}` });
    const page = await visitor.openAt(`${gateway.url}/twice`);
    await visitor.pass(20);
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive', 'keepalive']);
    await page.run('dwell.stop()');
    await visitor.pass(40);
    expect(visitor.calls).toHaveLength(4);
  });

  it('T32: works under a strict content security policy', async () => {
    stage().gateway.serve('/strict', {
      body: `<!doctype html><script src="/tracker.js" data-key="${stage().key}" data-user="strict" async></script>`,
      headers: { 'content-security-policy': "default-src 'none'; script-src 'self'; connect-src 'self'" },
    });
    const visitor = await stage().visitor();
    const page = await visitor.open('/strict');
    await visitor.pass(20);
    const calls = stage().gateway.received.filter(({ headers }) => headers['x-dwell-user'] === 'strict');
    expect(calls.map(({ call }) => call)).toEqual(['sessionstart', 'keepalive', 'keepalive']);
    expect(page.tab.problems).toEqual([]);
  });

  it('T33: sends nothing without consent, nor when the browser asks not to be tracked and data-gpc is set', async () => {
    const undecided = await stage().visitor();
    const page = await undecided.open('/orders', { options: '{ consent: () => window.agreed }' });
    await undecided.pass(50);
    expect(undecided.calls).toEqual([]);
    await page.run('window.agreed = true');
    await undecided.pass(1);
    expect(undecided.calls).toEqual(['sessionstart', 'keepalive']);

    for (const signal of ['globalPrivacyControl: true', "doNotTrack: '1'"]) {
      const [name = '', value = ''] = signal.split(': ');
      const before = `Object.defineProperty(Navigator.prototype, '${name}', { get: () => ${value} });`;
      const respected = await stage().visitor();
      await respected.open('/orders', { before, attributes: 'data-gpc' });
      await respected.pass(50);
      expect(respected.calls).toEqual([]);
      const ignored = await stage().visitor();
      await ignored.open('/orders', { before });
      expect(ignored.calls).toEqual(['sessionstart', 'keepalive']);
    }
  });
});
