import { describe, expect, it } from '@jest/globals';
import { INTERVAL_MS, visit } from './testing/visit.js';

describe('a page that is left', () => {
  it('is hidden once when it is closed, and silent from then on', async () => {
    const { api, page, time } = visit();
    await time.run(1_000);
    api.take();
    page.close();
    await time.run(3 * INTERVAL_MS);
    expect(api.take()).toEqual(['session-hide /a']);
  });

  it('is hidden once behind another browser tab, and sends nothing until it comes back', async () => {
    const { api, page, time } = visit();
    await time.run(1_000);
    api.take();
    page.hide();
    await time.run(5 * INTERVAL_MS);
    expect(api.take()).toEqual(['session-hide /a']);
    page.show();
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
  });

  it('is hidden once in the back/forward cache, and visible once when it comes back', async () => {
    const { api, page, time } = visit();
    await time.run(1_000);
    api.take();
    page.goAway();
    await time.run(1_000);
    expect(api.take()).toEqual(['session-hide /a']);
    page.comeBack();
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
  });

  it('is hidden once when it is frozen, and tells where it is when it runs again', async () => {
    const { api, page, time } = visit();
    await time.run(1_000);
    api.take();
    page.freeze();
    await time.run(2 * INTERVAL_MS);
    expect(api.take()).toEqual(['session-hide /a']);
    page.resume();
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
  });

  it('before its session has started says that it is hidden', async () => {
    const { api, page, time } = visit({}, { api: { latencyMs: 1_000 } });
    page.hide();
    await time.run(INTERVAL_MS);
    expect(api.take()).toEqual(['sessionstart', 'keepalive hidden /a']);
  });
});

describe('a page that is not looked at yet', () => {
  it('is hidden where it was opened in the background', async () => {
    const { api, page, time } = visit({}, { opened: 'in the background' });
    await time.run(3 * INTERVAL_MS);
    expect(api.take()).toEqual(['sessionstart', 'keepalive hidden /a']);
    page.show();
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
  });

  it('says nothing while it is prerendered', async () => {
    const { api, page, time } = visit({}, { opened: 'as a prerendering' });
    await time.run(3 * INTERVAL_MS);
    expect(api.take()).toEqual([]);
    page.activate();
    await time.run(1_000);
    expect(api.take()).toEqual(['sessionstart', 'keepalive visible /a']);
  });
});

describe('a path', () => {
  it('is what setPath says, until it says nothing', async () => {
    const { api, page, time, tracker } = visit();
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

  it('is what the script element says, until setPath says otherwise', async () => {
    const { api, time, tracker } = visit({ path: 'orders,done' });
    tracker.setPath(['stock']);
    await time.run(1_000);
    tracker.setPath();
    await time.run(1_000);
    expect(api.take()).toEqual(['sessionstart', 'keepalive visible stock', 'keepalive visible orders,done']);
  });

  it('is noticed at the next look where the browser has no Navigation API', async () => {
    const { api, page, time } = visit({}, { hasNavigation: false });
    await time.run(1_000);
    api.take();
    page.navigate('/b');
    await time.run(250);
    expect(api.take()).toEqual(['keepalive visible /b']);
  });
});

describe('a page whose user does nothing', () => {
  it('counts as hidden after the idle time, and as visible at the first input', async () => {
    const { api, page, time } = visit({ idle: 30 });
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

describe('a user who', () => {
  it('gives no consent is not reported, and is from the time on that they do', async () => {
    let consents = false;
    const { api, page, time } = visit({ consent: () => consents });
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
    'objects by %p is not reported where the page heeds it',
    async (navigator) => {
      const heeding = visit({ gpc: 'true' }, { navigator });
      await heeding.time.run(2 * INTERVAL_MS);
      expect(heeding.api.take()).toEqual([]);
      expect(heeding.page.listenerCount).toBe(0);
      const other = visit({}, { navigator });
      await other.time.run(1_000);
      expect(other.api.take()).toHaveLength(2);
    },
  );
});

describe('a tracker that is stopped', () => {
  it('reports the page as left, and leaves no listener and no timer', async () => {
    const { api, page, time, tracker } = visit({ idle: 600 });
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

  it('stays so when an answer comes later', async () => {
    const { api, page, time, tracker } = visit({}, { api: { latencyMs: 1_000 } });
    await time.run(500);
    tracker.stop();
    await time.run(3 * INTERVAL_MS);
    expect(api.take()).toEqual(['sessionstart']);
    expect(page.timerCount).toBe(0);
  });
});
