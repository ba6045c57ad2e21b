import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Received, Treatment } from '@dwell/browsing';
import { countByUser, Crowd, INTERVAL_MS } from './support/crowd.js';

/** How many pages are open. `npm run try:storm` does the same with 1,000 pages in real time. */
const PAGES = 200;

/** How many keepalive intervals a failure of the API lasts. */
const FAILURE = 3;

/**
 * Within this many keepalive intervals, every page must report again. After three failures, a page waits for two to
 * four of them.
 */
const RECOVERY = 5;

/** The most requests allowed in a second: three times the usual traffic. All pages at once would be five times. */
const STORM = (3 * PAGES * 1_000) / INTERVAL_MS;

const refuse = (status: number, headers = {}): Treatment => ({ kind: 'refuse', status, headers });

/** Returns the most requests that arrived in one second of the clock. */
const busiestSecond = (received: readonly Received[]): number => {
  const counts = new Map<number, number>();
  for (const { at } of received) {
    const second = Math.floor(at / 1_000);
    counts.set(second, (counts.get(second) ?? 0) + 1);
  }
  return Math.max(...counts.values());
};

const perPage = (received: readonly Received[]): { least: number; most: number } => {
  const counts = [...countByUser(received).values()];
  return { least: counts.length < PAGES ? 0 : Math.min(...counts), most: Math.max(...counts) };
};

describe(`${PAGES} pages and one API`, () => {
  let crowd: Crowd;
  beforeAll(async () => {
    crowd = await Crowd.start();
    await crowd.open(PAGES);
  });
  afterAll(() => crowd.end());

  it('send one request per page and interval when nothing fails', async () => {
    const received = await crowd.pass(3);
    expect(perPage(received)).toEqual({ least: 3, most: 3 });
    expect(busiestSecond(received)).toBe((PAGES * 1_000) / INTERVAL_MS);
  });

  it.each([
    { failure: '503 with Retry-After', treatment: refuse(503, { 'Retry-After': '5' }), most: FAILURE },
    {
      failure: '429 with a long Retry-After',
      treatment: refuse(429, { 'Retry-After': '10' }),
      most: Math.ceil(FAILURE / 2),
    },
    { failure: '503', treatment: refuse(503), most: FAILURE },
    { failure: 'connections that are cut', treatment: { kind: 'drop' }, most: FAILURE },
    { failure: '401', treatment: refuse(401), most: 2 * FAILURE },
  ] as const)('send no storm of requests on $failure, and all recover', async ({ treatment, most }) => {
    crowd.gateway.treat(treatment);
    const refused = await crowd.pass(FAILURE, { navigating: true });
    expect(perPage(refused).least).toBeGreaterThanOrEqual(1);
    expect(perPage(refused).most).toBeLessThanOrEqual(most);
    crowd.gateway.treat({ kind: 'pass' });
    const after = await crowd.pass(RECOVERY);
    expect(countByUser(after.filter(({ status }) => status === 200)).size).toBe(PAGES);
    for (const received of [refused, after]) {
      expect(busiestSecond(received)).toBeLessThanOrEqual(STORM);
    }
  });

  it('lose no time', async () => {
    const sessions = await crowd.close();
    expect(sessions.size).toBe(PAGES);
    const wrong = [...sessions.values()].filter(
      ({ start, last_ping, visible_duration }) => Math.abs(last_ping - start - visible_duration) > 0.001,
    );
    expect(wrong).toEqual([]);
  });
});
