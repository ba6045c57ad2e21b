import { describe, expect, it } from '@jest/globals';
import { INTERVAL_MS, visit, type Visit } from './testing/visit.js';

const meet = async (dataset = {}): Promise<Visit> => {
  const visited = visit(dataset);
  await visited.time.run(1_000);
  visited.api.take();
  return visited;
};

describe('browsers tell differently that a page goes and comes', () => {
  it('some have only pagehide when it is left', async () => {
    const { api, page, time } = await meet();
    page.fire('pagehide');
    await time.run(1_000);
    expect(api.take()).toEqual(['session-hide /a']);
  });

  it('some have only pageshow when it comes out of the back/forward cache', async () => {
    const { api, page, time } = await meet();
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

  it('some freeze a page that they show', async () => {
    const { api, page, time } = await meet();
    page.fire('freeze');
    await time.run(1_000);
    expect(api.take()).toEqual(['session-hide /a']);
    page.fire('resume');
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
  });
});

describe('a user who is there', () => {
  it.each(['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'])('shows by %s', async (input) => {
    const { api, page, time } = await meet({ idle: '30' });
    await time.run(2 * INTERVAL_MS);
    expect(api.take()).toEqual(['session-hide /a']);
    page.fire(input);
    await time.run(1_000);
    expect(api.take()).toEqual(['keepalive visible /a']);
  });
});

describe('what a page sends', () => {
  it('is sent to its end though the page is gone', async () => {
    const { api, page, time } = visit();
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
    ['fails slowly', { status: 503, headers: { 'Retry-After': '300' } }],
    ['does not know the user, slowly', { status: 401 }],
  ])(
    'leaves a server alone that %s: no timer of a hidden page tells a wait from a sleep',
    async (_, answer) => {
      const { api, page, time } = await meet();
      api.latencyMs = 6_000;
      api.answer = () => answer;
      page.hide();
      await time.run(10 * INTERVAL_MS);
      expect(api.take()).toEqual(['session-hide /a']);
    },
  );

  it('opened in the background does so, too', async () => {
    const { api, time } = visit(
      {},
      { opened: 'in the background', api: { latencyMs: 6_000, answer: () => ({ status: 503 }) } },
    );
    await time.run(10 * INTERVAL_MS);
    expect(api.take()).toEqual(['sessionstart']);
  });
});
