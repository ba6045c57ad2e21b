import { describe, expect, it } from '@jest/globals';
import { INTERVAL_MS, openTrackedPage, type TrackedPage } from './testing/tracked-page.js';

const openReported = async (dataset = {}): Promise<TrackedPage> => {
  const visited = openTrackedPage(dataset);
  await visited.time.run(1_000);
  visited.api.take();
  return visited;
};

describe('the tracker supports browsers', () => {
  it('that dispatch only pagehide when the user leaves a page', async () => {
    const { api, page, time } = await openReported();
    page.fire('pagehide');
    await time.run(1_000);
    expect(api.take()).toEqual(['session-hide /a']);
  });

  it('that dispatch only pageshow when a page comes back from the back/forward cache', async () => {
    const { api, page, time } = await openReported();
    page.fire('pagehide');
    page.hide();
    await time.run(1_000);
    api.take();
    page.show();
    await time.run(1_000);
    expect(api.take()).toEqual([]);
    page.fire('pageshow');
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
  });

  it('that freeze a visible page', async () => {
    const { api, page, time } = await openReported();
    page.fire('freeze');
    await time.run(1_000);
    expect(api.take()).toEqual(['session-hide /a']);
    page.fire('resume');
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
  });
});

describe('an idle page', () => {
  it.each(['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'])(
    'counts as visible again after %s',
    async (input) => {
      const { api, page, time } = await openReported({ idle: '30' });
      await time.run(2 * INTERVAL_MS);
      expect(api.take()).toEqual(['session-hide /a']);
      page.fire(input);
      await time.run(1_000);
      expect(api.take()).toEqual(['keepalive visible /a']);
    },
  );
});

describe('requests of a page', () => {
  it('have the option keepalive, with which browsers complete them after the page is closed', async () => {
    const { api, page, time } = openTrackedPage();
    await time.run(1_000);
    page.close();
    await time.run(1_000);
    expect(api.sent.map(({ call, outlivesPage }) => [call, outlivesPage])).toEqual([
      ['sessionstart', true],
      ['keepalive', true],
      ['session-hide', true],
    ]);
  });
});

describe('a hidden page', () => {
  it.each([
    ['answers slowly with 503', { status: 503, headers: { 'Retry-After': '300' } }],
    ['answers slowly with 401', { status: 401 }],
  ])(
    'does not try again when the server %s, although the wait of 6 s looks like sleep',
    async (_, answer) => {
      const { api, page, time } = await openReported();
      api.latencyMs = 6_000;
      api.answer = () => answer;
      page.hide();
      await time.run(10 * INTERVAL_MS);
      expect(api.take()).toEqual(['session-hide /a']);
    },
  );

  it('that was opened in the background does not try again when the server answers slowly with 503', async () => {
    const { api, time } = openTrackedPage(
      {},
      { opened: 'in the background', api: { latencyMs: 6_000, answer: () => ({ status: 503 }) } },
    );
    await time.run(10 * INTERVAL_MS);
    expect(api.take()).toEqual(['sessionstart']);
  });
});
