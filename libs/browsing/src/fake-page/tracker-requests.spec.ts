import { describe, expect, it } from '@jest/globals';
import { INTERVAL_MS, visit } from './testing/visit.js';

describe('what a page sends', () => {
  it('is a session, then that it is visible and where, then a keepalive at each interval', async () => {
    const { api, time } = visit();
    await time.run(3.1 * INTERVAL_MS);
    expect(api.take()).toEqual(['sessionstart', ...Array<string>(4).fill('keepalive visible /a')]);
  });

  it('is its new path, at once and once', async () => {
    const { api, page, time } = visit();
    await time.run(1_000);
    api.take();
    page.navigate('/b');
    page.navigate('/b');
    await time.run(5_000);
    page.navigate('/b');
    await time.run(5_000);
    expect(api.take()).toEqual(['keepalive visible /b']);
  });

  it('puts the next keepalive off by an interval', async () => {
    const { api, page, time } = visit();
    await time.run(0.5 * INTERVAL_MS);
    page.navigate('/b');
    await time.run(1_000);
    api.take();
    await time.run(0.9 * INTERVAL_MS);
    expect(api.take()).toEqual([]);
    await time.run(0.1 * INTERVAL_MS);
    expect(api.take()).toEqual(['keepalive visible /b']);
  });

  it.each(['', '0', '-5', 'often'])('goes on each minute where the interval is "%s"', async (interval) => {
    const { api, time } = visit({ interval });
    await time.run(200_000);
    expect(api.take()).toHaveLength(5);
  });

  it('goes on as the server wants where the page does not say', async () => {
    const headers = { 'Dwell-Keepalive-Interval': '10' };
    const { api, time } = visit(
      { interval: undefined },
      { api: { answer: () => ({ status: 200, headers }) } },
    );
    await time.run(34_000);
    expect(api.take()).toHaveLength(5);
  });

  it('names the page, the device, and nothing of the query', async () => {
    const { api, time } = visit({ clientId: 'wall 3' });
    const other = visit();
    await Promise.all([time.run(1_000), other.time.run(1_000)]);
    const [start, ping] = api.sent;
    expect(start?.body).toEqual({ client_id: 'wall 3', page_id: ping?.body.page_id });
    expect(Object.keys(ping?.body ?? {}).sort()).toEqual([
      'client_id',
      'elapsed_ms',
      'page_id',
      'path',
      'visible',
    ]);
    expect(other.api.sent[0]?.body.page_id).not.toBe(start?.body.page_id);
  });

  it('carries a key and its user, where the script element has them', async () => {
    const { api, time } = visit({ key: 'dwell_1', user: 'Zoë' });
    await time.run(100);
    expect(api.sent.map(({ headers }) => headers)).toEqual(
      Array(2).fill({
        'Content-Type': 'application/json',
        Authorization: 'Bearer dwell_1',
        'X-Dwell-User': 'Zo%C3%AB',
      }),
    );
  });
});

describe('a server that is slow', () => {
  it('has one request at a time, and is told the newest only', async () => {
    const { api, page, time } = visit();
    await time.run(1_000);
    api.take();
    api.latencyMs = 10_000;
    for (const path of ['/b', '/c', '/d', '/e']) {
      page.navigate(path);
      await time.run(2_000);
    }
    expect(api.take()).toEqual(['keepalive visible /b']);
    await time.run(3_000);
    expect(api.take()).toEqual(['keepalive visible /e']);
  });

  it('is given up after 30 s, and left alone for a while', async () => {
    const { api, time } = visit({}, { api: { latencyMs: 100_000 } });
    await time.run(29_000);
    expect(api.take()).toEqual(['sessionstart']);
    api.latencyMs = 50;
    await time.run(1_000 + 0.4 * INTERVAL_MS);
    expect(api.take()).toEqual([]);
    await time.run(0.7 * INTERVAL_MS);
    expect(api.take()).toEqual(['sessionstart', 'keepalive visible /a']);
  });

  it('hears of a hide at once, and in the end once more, as it may have taken the two in any order', async () => {
    const { api, page, time } = visit();
    await time.run(1_000);
    api.take();
    api.latencyMs = 10_000;
    page.navigate('/b');
    await time.run(5_000);
    page.hide();
    expect(api.sent.map(({ call, beside }) => [call, beside])).toEqual([
      ['keepalive', []],
      ['session-hide', ['keepalive']],
    ]);
    expect(api.take()).toEqual(['keepalive visible /b', 'session-hide /b']);
    await time.run(9_000);
    expect(api.take()).toEqual([]);
    await time.run(INTERVAL_MS);
    expect(api.take()).toEqual(['session-hide /b']);
  });

  it('hears of a hide and a return in the end as they are', async () => {
    const { api, page, time } = visit();
    await time.run(1_000);
    api.take();
    api.latencyMs = 10_000;
    page.navigate('/b');
    await time.run(5_000);
    page.hide();
    await time.run(50);
    page.show();
    await time.run(9_000);
    expect(api.take()).toEqual(['keepalive visible /b', 'session-hide /b']);
    await time.run(2_000);
    expect(api.take()).toEqual(['keepalive visible /b']);
  });
});

describe('a hide and a return within 50 ms', () => {
  it('keep their order', async () => {
    const { api, page, time } = visit();
    await time.run(1_000);
    api.take();
    page.hide();
    await time.run(50, 10);
    page.show();
    await time.run(1_000);
    expect(api.sent.map(({ beside }) => beside)).toEqual([[], []]);
    expect(api.take()).toEqual(['session-hide /a', 'keepalive visible /a']);
  });
});
