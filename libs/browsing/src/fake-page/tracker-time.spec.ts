import { describe, expect, it } from '@jest/globals';
import { MAX_ELAPSED_MS } from '@dwell/shared';
import type { FakePageOptions } from './fake-page.js';
import { OK } from './testing/recording-api.js';
import { INTERVAL_MS, openTrackedPage, type TrackedPage } from './testing/tracked-page.js';

/** The tracker's sampling interval, in milliseconds. */
const SAMPLE_MS = 250;

/** Opens a page that has just reported its path. */
const begin = async (dataset?: FakePageOptions['dataset']): Promise<TrackedPage> => {
  const visitor = openTrackedPage(dataset);
  await visitor.time.run(1_000);
  visitor.page.navigate('/b');
  await visitor.time.run(50);
  visitor.api.take();
  return visitor;
};

/** Returns the sum of elapsed_ms in all reports since begin. */
const reportedMs = ({ api }: TrackedPage): number =>
  api.sent.reduce((sum, { body }) => sum + (body.elapsed_ms ?? NaN), 0);

/** Returns elapsed_ms of the page's next report. */
const nextElapsedMs = async ({ api, page, time }: TrackedPage): Promise<number> => {
  api.take();
  page.navigate(`${page.location.pathname}/next`);
  await time.run(100);
  return api.sent[0]?.body.elapsed_ms ?? NaN;
};

describe('the elapsed_ms that a page reports', () => {
  it('is the time since its last answered report', async () => {
    const visitor = await begin();
    await visitor.time.run(12_345, 5);
    expect(await nextElapsedMs(visitor)).toBe(50 + 12_345);
    await visitor.time.run(7_000);
    expect(await nextElapsedMs(visitor)).toBe(100 + 7_000);
  });

  it('includes the time of reports that were not answered', async () => {
    const visitor = await begin();
    visitor.api.answer = () => ({ status: 503 });
    await visitor.time.run(2.5 * INTERVAL_MS);
    expect(visitor.api.sent.length).toBeGreaterThan(1);
    visitor.api.answer = () => OK;
    visitor.page.goOnline();
    expect(visitor.api.sent.at(-1)?.body.elapsed_ms).toBe(50 + 2.5 * INTERVAL_MS);
  });

  it('includes the time of a session-hide that was not answered, but not the hidden time', async () => {
    const visitor = await begin();
    await visitor.time.run(10_000);
    visitor.api.answer = () => undefined;
    visitor.page.hide();
    await visitor.time.run(100_000);
    visitor.api.answer = () => OK;
    visitor.page.show();
    expect(visitor.api.sent.at(-1)?.body.elapsed_ms).toBe(50 + 10_000);
  });

  it('ends exactly when the page is hidden', async () => {
    const visitor = await begin();
    await visitor.time.run(1_111, 1);
    visitor.page.hide();
    expect(visitor.api.sent.at(-1)?.body.elapsed_ms).toBe(50 + 1_111);
  });

  it.each([
    { system: 'windows', errorMs: SAMPLE_MS / 2 },
    { system: 'other', errorMs: 0 },
  ] as const)('excludes sleep ($system), and is reported at waking', async ({ system, errorMs }) => {
    const visitor = await begin();
    await visitor.time.run(10_100);
    await visitor.time.sleep(200_000, system);
    await visitor.time.run(SAMPLE_MS);
    expect(visitor.api.sent).toHaveLength(1);
    await visitor.time.run(5_000);
    visitor.page.hide();
    expect(Math.abs(reportedMs(visitor) - (50 + 10_100 + SAMPLE_MS + 5_000))).toBeLessThanOrEqual(errorMs);
  });

  it('includes the time of a busy page that samples late', async () => {
    const visitor = await begin();
    for (let turn = 0; turn < 5; turn++) {
      await visitor.time.run(1_000);
      await visitor.time.stall(3_000);
    }
    expect(await nextElapsedMs(visitor)).toBe(50 + 5 * 4_000);
  });

  it('excludes the time without consent', async () => {
    let consents = true;
    const visitor = await begin({ consent: () => consents });
    await visitor.time.run(10_000);
    consents = false;
    await visitor.time.run(2 * INTERVAL_MS);
    consents = true;
    await visitor.time.run(1_000);
    visitor.page.hide();
    expect(Math.abs(reportedMs(visitor) - (50 + 10_000 + 1_000))).toBeLessThanOrEqual(SAMPLE_MS);
  });

  it('is at most the limit of the server', async () => {
    const visitor = await begin();
    visitor.api.answer = () => ({ status: 503 });
    for (let ms = 0; ms < MAX_ELAPSED_MS; ms += 5_000) await visitor.time.stall(5_000);
    visitor.page.goOnline();
    expect(visitor.api.sent.at(-1)?.body.elapsed_ms).toBe(MAX_ELAPSED_MS);
  });
});
