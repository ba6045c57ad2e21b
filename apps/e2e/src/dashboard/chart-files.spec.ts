import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import type { TimelineAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { layersOf, timelineOf } from '../support/chart.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { history, MARCH_WEEK } from '../support/history.js';
import { useStage } from '../support/stage.js';

const WINDOW = { from: MARCH_WEEK.from / 1000, to: MARCH_WEEK.to / 1000 };
const WEEK = `/?from=${String(WINDOW.from)}&to=${String(WINDOW.to)}`;

/** The first eight bytes of every PNG file: https://www.w3.org/TR/png-3/#3PNGsignature */
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

describeInBrowser('the files of a chart', () => {
  const stage = useStage(history);

  const save = async (page: Page, title: string, item: string): Promise<{ name: string; bytes: Buffer }> => {
    await page.getByRole('button', { name: `Save: ${title}`, exact: true }).click();
    const started = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    const download = await started;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };

  it('have the figures of the API as CSV, in seconds', async () => {
    const page = await stage().openPage(WEEK);
    const answer = await stage().server.get<TimelineAnswer>('statistics/timeline', { ...WINDOW, tz: 'UTC' });
    const layers = layersOf(answer);
    const { name, bytes } = await save(page, 'Time on page over time', 'Figures (CSV)');
    expect(name).toBe('dwell-time-on-page-over-time.csv');
    const [header, ...records] = bytes.toString('utf8').trimEnd().split('\r\n');
    expect(header).toBe(`\uFEFFWhen,Total (s),${layers.map((layer) => `${layer.name} (s)`).join(',')}`);
    expect(records).toHaveLength(answer.buckets.length);
    for (const [bucket, record] of records.entries()) {
      const times = layers.map(({ ms }) => ms[bucket] ?? NaN);
      const total = times.reduce((sum, ms) => sum + ms, 0);
      // The name of the day comes first, in quotes if it has a comma.
      const seconds = [total, ...times].map((ms) => ms / 1000).join(',');
      expect(record.endsWith(`,${seconds}`)).toBe(true);
    }
  });

  it.each(['light', 'dark'] as const)(
    'draw the chart as an SVG that stands alone, in the colours of the %s page, with title, time and legend',
    async (colorScheme) => {
      const page = await stage().openPage(`${WEEK}&usernames=ann&usernames=bob`, { colorScheme });
      await timelineOf(page).getByTestId('bar').first().waitFor();
      const fills = await timelineOf(page)
        .getByTestId('bar')
        .evaluateAll((shapes) => shapes.map((shape) => getComputedStyle(shape).fill));
      const { name, bytes } = await save(page, 'Time on page over time', 'Picture (SVG)');
      expect(name).toBe('dwell-time-on-page-over-time.svg');
      const svg = bytes.toString('utf8');
      expect(svg).not.toMatch(/var\(|class=|data-|style=/);
      const drawn = await page.evaluate((text) => {
        const picture = new DOMParser().parseFromString(text, 'image/svg+xml');
        return {
          error: picture.querySelector('parsererror')?.textContent,
          words: [...picture.querySelectorAll('text')].map(({ textContent }) => textContent),
          fills: [...picture.querySelectorAll('svg svg path')].map((path) => path.getAttribute('fill')),
        };
      }, svg);
      expect(drawn.error).toBeUndefined();
      expect(drawn.words.slice(0, 2)).toEqual([
        'Time on page over time',
        '5 Mar – 11 Mar 2025 (UTC) · only ann, bob',
      ]);
      const legend = await page.getByRole('list', { name: 'Views' }).getByRole('listitem').allInnerTexts();
      const dashed = await timelineOf(page).getByTestId('legend-dashed').innerText();
      expect(drawn.words.slice(-legend.length - 1)).toEqual([...legend, dashed]);
      for (const fill of fills.filter((fill) => fill.startsWith('rgb'))) expect(drawn.fills).toContain(fill);
    },
  );

  it.each(['Time on page over time', 'Hours of the week', 'Sessions at the same time'])(
    'draw the chart as a PNG, twice as sharp as the page: %s',
    async (title) => {
      const page = await stage().openPage(WEEK);
      const drawing = page.getByRole('region', { name: title }).locator('[data-picture] svg').first();
      await drawing.waitFor();
      const width = await drawing.evaluate((svg) => svg.getBoundingClientRect().width);
      const { bytes } = await save(page, title, 'Picture (PNG)');
      expect(bytes.subarray(0, 8)).toEqual(PNG_SIGNATURE);
      expect(Math.abs(bytes.readUInt32BE(16) - 2 * (width + 40))).toBeLessThanOrEqual(2);
    },
  );
});
