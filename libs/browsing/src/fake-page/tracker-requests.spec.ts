import { describe, expect, it } from '@jest/globals';
import { legalPath, MAX_BODY_BYTES, MAX_PATH_LENGTH } from '@dwell/shared';
import fc from 'fast-check';
import { anyText } from '@dwell/shared/testing/any-text';
import { INTERVAL_MS, openTrackedPage } from './testing/tracked-page.js';

describe('a page with a tracker', () => {
  it('sends a sessionstart, a visible keepalive with its path, then a keepalive at each interval', async () => {
    const { api, time } = openTrackedPage();
    await time.run(3.1 * INTERVAL_MS);
    expect(api.take()).toEqual(['sessionstart', ...Array<string>(4).fill('keepalive visible /a')]);
  });

  it('sends a new path at once, and only once', async () => {
    const { api, page, time } = openTrackedPage();
    await time.run(1_000);
    api.take();
    page.navigate('/b');
    page.navigate('/b');
    await time.run(5_000);
    page.navigate('/b');
    await time.run(5_000);
    expect(api.take()).toEqual(['keepalive visible /b']);
  });

  it('sends the next keepalive one interval after a new path', async () => {
    const { api, page, time } = openTrackedPage();
    await time.run(0.5 * INTERVAL_MS);
    page.navigate('/b');
    await time.run(1_000);
    api.take();
    await time.run(0.9 * INTERVAL_MS);
    expect(api.take()).toEqual([]);
    await time.run(0.1 * INTERVAL_MS);
    expect(api.take()).toEqual(['keepalive visible /b']);
  });

  it.each(['', '0', '-5', 'often'])(
    'sends a keepalive each minute if the interval is "%s"',
    async (interval) => {
      const { api, time } = openTrackedPage({ interval });
      await time.run(200_000);
      expect(api.take()).toHaveLength(5);
    },
  );

  it("uses the server's interval if the option is missing", async () => {
    const headers = { 'Dwell-Keepalive-Interval': '10' };
    const { api, time } = openTrackedPage(
      { interval: undefined },
      { api: { answer: () => ({ status: 200, headers }) } },
    );
    await time.run(34_000);
    expect(api.take()).toHaveLength(5);
  });

  it('sends the path of its address without the query string', async () => {
    const { api, page, time } = openTrackedPage();
    await time.run(1_000);
    page.navigate('/orders?customer=anna');
    await time.run(1_000);
    expect(api.sent.at(-1)?.body.path).toEqual(['/orders']);
  });

  it('sends the ids of the page and the device, and only the expected fields in a keepalive', async () => {
    const { api, time } = openTrackedPage({ clientId: 'wall 3' });
    const other = openTrackedPage();
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

  it("sends the script element's key and user as headers", async () => {
    const { api, time } = openTrackedPage({ key: 'dwell_1', user: 'Zoë' });
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

describe('the path in a request', () => {
  it('has at most 2,000 characters of a long URL', async () => {
    const { api, page, time } = openTrackedPage();
    const path = `/report/${'x'.repeat(5_000)}`;
    page.navigate(path);
    await time.run(1_000);
    expect(api.sent.at(-1)?.body.path).toEqual([path.slice(0, MAX_PATH_LENGTH)]);
    expect(legalPath([path.slice(0, MAX_PATH_LENGTH)])).toEqual(legalPath([path]));
  });

  it.each([
    [
      ['/orders', 'open', 'late'],
      ['/orders', 'open', 'late'],
    ],
    [['/orders', ''], ['/orders']],
    [['/orders', undefined], ['/orders']],
    [['/ord\0ers'], ['/ord', 'ers']],
  ])('has every name that setPath gets and that is not empty: %j', async (names, sent) => {
    const { api, tracker, time } = openTrackedPage();
    tracker.setPath(names as never);
    await time.run(1_000);
    expect(api.sent.at(-1)?.body.path).toEqual(sent);
  });

  it.each([[[]], [['']], [[undefined, '']], [['\0']]])(
    'is the path of the URL if setPath gets no name that is not empty: %j',
    async (names) => {
      const { api, tracker, time } = openTrackedPage();
      tracker.setPath(names as never);
      await time.run(1_000);
      expect(api.sent.at(-1)?.body.path).toEqual(['/a']);
    },
  );

  it('is the path of the URL if the attribute data-path of the script element is empty', async () => {
    const { api, time } = openTrackedPage({ path: '' });
    await time.run(1_000);
    expect(api.take()).toEqual(['sessionstart', 'keepalive visible /a']);
  });

  it('is accepted by the server and recorded as the whole path would be, whatever the path is', async () => {
    const name = fc.oneof(
      anyText(),
      fc
        .tuple(fc.constantFrom('x', '漢', '😀', '\ud800', '\u0001', '\0'), fc.nat(3_000))
        .map(([character, count]) => character.repeat(count)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(name, { maxLength: 20, size: 'max' }), async (names) => {
        fc.pre(/[^\0]/.test(names.join('\0').slice(0, MAX_PATH_LENGTH)));
        const { api, tracker, time } = openTrackedPage({ clientId: '\u0001'.repeat(512) });
        tracker.setPath(names as never);
        await time.run(100);
        const body = api.sent.at(-1)?.body;
        expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(MAX_BODY_BYTES);
        expect(body?.path?.filter((part) => part === '' || part.includes('\0'))).toEqual([]);
        expect(legalPath(body?.path ?? [])).toEqual(legalPath(names));
      }),
      { numRuns: 200 },
    );
  });
});

describe('while the server is slow, the tracker', () => {
  it('sends one request at a time, and only the newest path', async () => {
    const { api, page, time } = openTrackedPage();
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

  it('aborts a request after 30 s, and waits before the next', async () => {
    const { api, time } = openTrackedPage({}, { api: { latencyMs: 100_000 } });
    await time.run(29_000);
    expect(api.take()).toEqual(['sessionstart']);
    api.latencyMs = 50;
    await time.run(1_000 + 0.4 * INTERVAL_MS);
    expect(api.take()).toEqual([]);
    await time.run(0.7 * INTERVAL_MS);
    expect(api.take()).toEqual(['sessionstart', 'keepalive visible /a']);
  });

  it('sends a session-hide at once, and once more later, as the server may have reordered the requests', async () => {
    const { api, page, time } = openTrackedPage();
    await time.run(1_000);
    api.take();
    api.latencyMs = 10_000;
    page.navigate('/b');
    await time.run(5_000);
    page.hide();
    expect(api.sent.map(({ call, inFlight }) => [call, inFlight])).toEqual([
      ['keepalive', []],
      ['session-hide', ['keepalive']],
    ]);
    expect(api.take()).toEqual(['keepalive visible /b', 'session-hide /b']);
    await time.run(9_000);
    expect(api.take()).toEqual([]);
    await time.run(INTERVAL_MS);
    expect(api.take()).toEqual(['session-hide /b']);
  });

  it('reports the final state after the page was hidden and shown again', async () => {
    const { api, page, time } = openTrackedPage();
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

describe('the reports of a page that is hidden and shown within 50 ms', () => {
  it('keep their order', async () => {
    const { api, page, time } = openTrackedPage();
    await time.run(1_000);
    api.take();
    page.hide();
    await time.run(50, 10);
    page.show();
    await time.run(1_000);
    expect(api.sent.map(({ inFlight }) => inFlight)).toEqual([[], []]);
    expect(api.take()).toEqual(['session-hide /a', 'keepalive visible /a']);
  });
});
