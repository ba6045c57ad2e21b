import { describe, expect, it } from '@jest/globals';
import { INTERVAL_MS, openTrackedPage } from './testing/tracked-page.js';

describe('when the user leaves a page, the tracker', () => {
  it('reports a closed page as hidden once, and then sends nothing', async () => {
    const { api, page, time } = openTrackedPage();
    await time.run(1_000);
    api.take();
    page.close();
    await time.run(3 * INTERVAL_MS);
    expect(api.take()).toEqual(['session-hide /a']);
  });

  it('reports a page behind another browser tab as hidden once, and sends nothing until it is visible again', async () => {
    const { api, page, time } = openTrackedPage();
    await time.run(1_000);
    api.take();
    page.hide();
    await time.run(5 * INTERVAL_MS);
    expect(api.take()).toEqual(['session-hide /a']);
    page.show();
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
  });

  it('reports a page in the back/forward cache as hidden once, and as visible once when it comes back', async () => {
    const { api, page, time } = openTrackedPage();
    await time.run(1_000);
    api.take();
    page.goAway();
    await time.run(1_000);
    expect(api.take()).toEqual(['session-hide /a']);
    page.comeBack();
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
  });

  it('reports a frozen page as hidden once, and its path when it runs again', async () => {
    const { api, page, time } = openTrackedPage();
    await time.run(1_000);
    api.take();
    page.freeze();
    await time.run(2 * INTERVAL_MS);
    expect(api.take()).toEqual(['session-hide /a']);
    page.resume();
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
  });

  it('sends a hidden keepalive instead of a session-hide if the session has not started yet', async () => {
    const { api, page, time } = openTrackedPage({}, { api: { latencyMs: 1_000 } });
    page.hide();
    await time.run(INTERVAL_MS);
    expect(api.take()).toEqual(['sessionstart', 'keepalive hidden /a']);
  });
});

describe('before the user sees a page, the tracker', () => {
  it('reports a page that was opened in the background as hidden', async () => {
    const { api, page, time } = openTrackedPage({}, { opened: 'in the background' });
    await time.run(3 * INTERVAL_MS);
    expect(api.take()).toEqual(['sessionstart', 'keepalive hidden /a']);
    page.show();
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
  });

  it('sends nothing while the page is prerendered', async () => {
    const { api, page, time } = openTrackedPage({}, { opened: 'as a prerendering' });
    await time.run(3 * INTERVAL_MS);
    expect(api.take()).toEqual([]);
    page.activate();
    await time.run(1_000);
    expect(api.take()).toEqual(['sessionstart', 'keepalive visible /a']);
  });
});

describe('the path that the tracker reports', () => {
  it('is the path given to setPath, until setPath is called without one', async () => {
    const { api, page, time, tracker } = openTrackedPage();
    await time.run(1_000);
    api.take();
    tracker.setPath(['/orders', 'open']);
    await time.run(1_000);
    page.navigate('/b');
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /orders,open']);
    tracker.setPath();
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /b']);
  });

  it("is the script element's attribute, unless setPath gives another path", async () => {
    const { api, time, tracker } = openTrackedPage({ path: 'orders,done' });
    tracker.setPath(['stock']);
    await time.run(1_000);
    tracker.setPath();
    await time.run(1_000);
    expect(api.take()).toEqual(['sessionstart', 'keepalive visible stock', 'keepalive visible orders,done']);
  });

  it('is updated at the next sample if the browser has no Navigation API', async () => {
    const { api, page, time } = openTrackedPage({}, { hasNavigation: false });
    await time.run(1_000);
    api.take();
    page.navigate('/b');
    await time.run(250);
    expect(api.take()).toEqual(['keepalive visible /b']);
  });
});

describe('a page without input from the user', () => {
  it('counts as hidden after the idle time, and as visible at the first input', async () => {
    const { api, page, time } = openTrackedPage({ idle: 30 });
    await time.run(20_000);
    page.fire('keydown');
    await time.run(29_000);
    expect(api.take()).toEqual(['sessionstart', 'keepalive visible /a']);
    await time.run(2_000);
    expect(api.take()).toEqual(['session-hide /a']);
    await time.run(2 * INTERVAL_MS);
    expect(api.take()).toEqual([]);
    page.fire('pointermove');
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
  });
});

describe('the tracker reports nothing', () => {
  it('without consent, and reports the page as soon as the user consents', async () => {
    let consents = false;
    const { api, page, time } = openTrackedPage({ consent: () => consents });
    await time.run(INTERVAL_MS);
    page.hide();
    page.show();
    page.navigate('/b');
    await time.run(INTERVAL_MS);
    expect(api.take()).toEqual([]);
    consents = true;
    await time.run(1_000);
    expect(api.take()).toEqual(['sessionstart', 'keepalive visible /b']);
    consents = false;
    page.hide();
    await time.run(INTERVAL_MS);
    expect(api.take()).toEqual([]);
  });

  it.each([{ globalPrivacyControl: true }, { doNotTrack: '1' }])(
    'if the browser sends %p and the option gpc is set',
    async (navigator) => {
      const silent = openTrackedPage({ gpc: 'true' }, { navigator });
      await silent.time.run(2 * INTERVAL_MS);
      expect(silent.api.take()).toEqual([]);
      expect(silent.page.listenerCount).toBe(0);
      const other = openTrackedPage({}, { navigator });
      await other.time.run(1_000);
      expect(other.api.take()).toHaveLength(2);
    },
  );
});

describe('stop', () => {
  it('reports the page as hidden, and removes every listener and timer', async () => {
    const { api, page, time, tracker } = openTrackedPage({ idle: 600 });
    await time.run(1_000);
    api.take();
    expect(page.timerCount).toBe(1);
    expect(page.listenerCount).toBeGreaterThan(0);
    tracker.stop();
    await time.run(3 * INTERVAL_MS);
    page.hide();
    page.show();
    page.navigate('/b');
    await time.run(1_000);
    expect(api.take()).toEqual(['session-hide /a']);
    expect(page.timerCount).toBe(0);
    expect(page.listenerCount).toBe(0);
  });

  it('also takes effect while a request waits for its answer', async () => {
    const { api, page, time, tracker } = openTrackedPage({}, { api: { latencyMs: 1_000 } });
    await time.run(500);
    tracker.stop();
    await time.run(3 * INTERVAL_MS);
    expect(api.take()).toEqual(['sessionstart']);
    expect(page.timerCount).toBe(0);
  });
});
