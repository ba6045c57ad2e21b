import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { WebSite } from '@dwell/browsing';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { TrackedStage, useTrackedStage } from './support/tracked-stage.js';
import type { Visitor } from './support/visitor.js';

const FAILED_REQUEST = 'Failed to load resource';

describeInBrowser('a page on a bad network', () => {
  const stage = useTrackedStage({ KEEPALIVE_INTERVAL: '10' });

  /** Returns the seconds from each request to the next. */
  const pauses = ({ received }: Visitor): number[] =>
    received.slice(1).map(({ at }, index) => (at - (received[index]?.at ?? NaN)) / 1000);

  it('T18: after requests that failed offline, reports its state once, as soon as it is online again, and loses no visible time', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    page.expected.push('net::ERR_INTERNET_DISCONNECTED');
    await visitor.pass(5);
    await page.tab.setOffline(true);
    await visitor.pass(120);
    expect(visitor.calls).toEqual(['sessionstart', 'keepalive']);
    await page.tab.setOffline(false);
    await visitor.waitForAnswers(3);
    expect(visitor.received[2]).toMatchObject({
      call: 'keepalive',
      body: { visible: true, path: ['/orders'] },
    });
    expect(visitor.received[2]?.body['elapsed_ms']).toBe(125_000);
    await visitor.pass(5);
    await visitor.close(page);
    // The page was visible all the time.
    expect(await visitor.session()).toMatchObject({ visible_duration: 130 });
  });

  it('T19: waits longer after each 503, and returns to its interval after a success', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    page.expected.push(FAILED_REQUEST);
    stage().gateway.treatment = () =>
      visitor.received.length <= 5 ? { kind: 'refuse', status: 503 } : { kind: 'pass' };
    // The page waits 10 s, then at most 10, 20 and 40 s, then 10 s again.
    await visitor.pass(100);
    const [first = 0, second = 0, third = 0] = pauses(visitor).slice(2);
    expect(visitor.received.slice(2, 6).map(({ status }) => status)).toEqual([503, 503, 503, 200]);
    expect([first >= 5, first <= 10.25]).toEqual([true, true]);
    expect([second >= 10, second <= 20.25]).toEqual([true, true]);
    expect([third >= 20, third <= 40.25]).toEqual([true, true]);
    expect(pauses(visitor)[5]).toBeCloseTo(10, 0);
    await visitor.close(page);
    expect(await visitor.session()).toMatchObject({ visible_duration: 100 });
  });

  it('T20: waits at least as long as Retry-After says', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    page.expected.push(FAILED_REQUEST);
    stage().gateway.treat({ kind: 'refuse', status: 429, headers: { 'retry-after': '70' } });
    await visitor.pass(10);
    expect(visitor.received.at(-1)?.status).toBe(429);
    stage().gateway.treat({ kind: 'pass' });
    await page.route('/stock');
    await visitor.pass(69);
    expect(visitor.calls).toHaveLength(3);
    // To the 70 s, the page adds a random time of at most 5 s, so that pages do not all return at once.
    await visitor.pass(6.25);
    expect(visitor.received.at(-1)).toMatchObject({ status: 200, body: { path: ['/stock'] } });
    expect(visitor.calls).toHaveLength(4);
  });

  it('T21: sends at most two requests per interval while the server answers 401', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    page.expected.push(FAILED_REQUEST);
    stage().gateway.treat({ kind: 'refuse', status: 401 });
    for (let minute = 0; minute < 10; minute++) {
      await page.route(`/orders/${String(minute)}`);
      await visitor.pass(10);
    }
    const refused = visitor.received.slice(2);
    expect(refused.length).toBeGreaterThanOrEqual(9);
    expect(refused.length).toBeLessThanOrEqual(21);
    stage().gateway.treat({ kind: 'pass' });
    await visitor.pass(10);
    expect(visitor.received.at(-1)).toMatchObject({ status: 200, body: { path: ['/orders/9'] } });
  });

  it('T22: sends one request at a time to a slow server, and then reports its latest view', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    let release = (): void => undefined;
    stage().gateway.treat({ kind: 'hold', until: new Promise<void>((resolve) => (release = resolve)) });
    for (const view of ['/stock', '/help', '/reports']) {
      await page.tab.evaluate(`history.pushState(null, '', '${view}')`);
      await page.pass(12_000);
    }
    await visitor.waitForRequests(3);
    expect(visitor.received.slice(2).map(({ body }) => body['path'])).toEqual([['/stock']]);
    release();
    stage().gateway.treat({ kind: 'pass' });
    await visitor.waitForAnswers(4);
    expect(visitor.received.slice(2).map(({ body }) => body['path'])).toEqual([['/stock'], ['/reports']]);
  });

  it('counts the time once when the answer to a keepalive is lost', async () => {
    const visitor = await stage().visitor();
    const page = await visitor.open('/orders');
    page.expected.push(FAILED_REQUEST);
    stage().gateway.treat({ kind: 'lose answer' });
    await visitor.pass(10);
    stage().gateway.treat({ kind: 'pass' });
    await visitor.pass(20);
    await visitor.close(page);
    expect(await visitor.session()).toMatchObject({ visible_duration: 30 });
  });
});

describeInBrowser('a page on another origin of the same site', () => {
  let application: WebSite;
  let stage: TrackedStage;

  beforeAll(async () => {
    application = await WebSite.start();
    stage = await TrackedStage.open({ ALLOWED_ORIGINS: application.url });
  });
  afterAll(async () => {
    await stage.close();
    await application.close();
  });

  it('T31: reports with the cookie of the login and without a preflight', async () => {
    const { gateway, server } = stage;
    application.serve('/', {
      body: `<!doctype html><script src="${gateway.url}/tracker.js" async></script>`,
    });
    const visitor = await stage.visitor();
    const login = await visitor.open('/', { options: '{ consent: () => false }' });
    await login.run(`fetch('/api/v2/auth/login', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: 'correct horse battery' }),
    })`);
    const before = gateway.received.length;
    const page = await visitor.openAt(`${application.url}/orders`);
    await visitor.pass(60);
    await visitor.close(page);
    const requests = gateway.received.slice(before);
    expect(requests.map(({ method, call }) => `${method} ${call}`)).toEqual([
      'POST sessionstart',
      'POST keepalive',
      'POST keepalive',
      'POST session-hide',
    ]);
    for (const { headers, status } of requests) {
      expect(headers).toMatchObject({ origin: application.url, 'content-type': 'text/plain;charset=UTF-8' });
      expect(status).toBe(200);
    }
    const query = new URLSearchParams({ 'usernames[]': 'admin' });
    const { body } = await server.call('GET', `/api/v2/sessions?${query}`, { key: stage.key });
    expect(body).toMatchObject({ sessions: [{ visible_duration: 60, tab_duration: { '/orders': 60 } }] });
    await stage.closeVisitors();
  });
});
