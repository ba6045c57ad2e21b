import { describe, expect, it } from '@jest/globals';
import { MAX_ELAPSED_MS } from '@dwell/shared';
import type { FakePageOptions } from './fake-page.js';
import { OK } from './testing/recording-api.js';
import { INTERVAL_MS, visit, type Visit } from './testing/visit.js';

/** Between two looks of the tracker at its page, in milliseconds. */
const LOOK_MS = 250;

/** A page that has just told where it is. */
const begin = async (dataset?: FakePageOptions['dataset']): Promise<Visit> => {
  const visitor = visit(dataset);
  await visitor.time.run(1_000);
  visitor.page.navigate('/b');
  await visitor.time.run(50);
  visitor.api.take();
  return visitor;
};

/** What all reports together say since then. */
const toldMs = ({ api }: Visit): number =>
  api.sent.reduce((sum, { body }) => sum + (body.elapsed_ms ?? NaN), 0);

/** What the page's next report says of its time since then. */
const nextElapsedMs = async ({ api, page, time }: Visit): Promise<number> => {
  api.take();
  page.navigate(`${page.location.pathname}/next`);
  await time.run(100);
  return api.sent[0]?.body.elapsed_ms ?? NaN;
};

describe('the time that a page tells', () => {
  it('is that since its last answered report', async () => {
    const visitor = await begin();
    await visitor.time.run(12_345, 5);
    expect(await nextElapsedMs(visitor)).toBe(50 + 12_345);
    await visitor.time.run(7_000);
    expect(await nextElapsedMs(visitor)).toBe(100 + 7_000);
  });

  it('makes up for reports that were not answered', async () => {
    const visitor = await begin();
    visitor.api.answer = () => ({ status: 503 });
    await visitor.time.run(2.5 * INTERVAL_MS);
    expect(visitor.api.sent.length).toBeGreaterThan(1);
    visitor.api.answer = () => OK;
    visitor.page.goOnline();
    expect(visitor.api.sent.at(-1)?.body.elapsed_ms).toBe(50 + 2.5 * INTERVAL_MS);
  });

  it('makes up for a hide that was not answered, without the hidden time', async () => {
    const visitor = await begin();
    await visitor.time.run(10_000);
    visitor.api.answer = () => undefined;
    visitor.page.hide();
    await visitor.time.run(100_000);
    visitor.api.answer = () => OK;
    visitor.page.show();
    expect(visitor.api.sent.at(-1)?.body.elapsed_ms).toBe(50 + 10_000);
  });

  it('ends with the hide, to the millisecond', async () => {
    const visitor = await begin();
    await visitor.time.run(1_111, 1);
    visitor.page.hide();
    expect(visitor.api.sent.at(-1)?.body.elapsed_ms).toBe(50 + 1_111);
  });

  it.each([
    { system: 'windows', errorMs: LOOK_MS / 2 },
    { system: 'other', errorMs: 0 },
  ] as const)('is without sleep ($system), and told on waking', async ({ system, errorMs }) => {
    const visitor = await begin();
    await visitor.time.run(10_100);
    await visitor.time.sleep(200_000, system);
    await visitor.time.run(LOOK_MS);
    expect(visitor.api.sent).toHaveLength(1);
    await visitor.time.run(5_000);
    visitor.page.hide();
    expect(Math.abs(toldMs(visitor) - (50 + 10_100 + LOOK_MS + 5_000))).toBeLessThanOrEqual(errorMs);
  });

  it('is all of it where a busy page looks late', async () => {
    const visitor = await begin();
    for (let turn = 0; turn < 5; turn++) {
      await visitor.time.run(1_000);
      await visitor.time.stall(3_000);
    }
    expect(await nextElapsedMs(visitor)).toBe(50 + 5 * 4_000);
  });

  it('is without that in which the user did not consent', async () => {
    let consents = true;
    const visitor = await begin({ consent: () => consents });
    await visitor.time.run(10_000);
    consents = false;
    await visitor.time.run(2 * INTERVAL_MS);
    consents = true;
    await visitor.time.run(1_000);
    visitor.page.hide();
    expect(Math.abs(toldMs(visitor) - (50 + 10_000 + 1_000))).toBeLessThanOrEqual(LOOK_MS);
  });

  it('is no more than the server takes', async () => {
    const visitor = await begin();
    visitor.api.answer = () => ({ status: 503 });
    for (let ms = 0; ms < MAX_ELAPSED_MS; ms += 5_000) await visitor.time.stall(5_000);
    visitor.page.goOnline();
    expect(visitor.api.sent.at(-1)?.body.elapsed_ms).toBe(MAX_ELAPSED_MS);
  });
});
