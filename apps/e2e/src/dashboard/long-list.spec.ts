import { expect, it, jest } from '@jest/globals';
import type { SessionsAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { session } from '../support/history.js';
import { eventually } from '../support/screen.js';
import { useStage } from '../support/stage.js';

/** On a busy machine, a page of the list takes seconds. */
jest.setTimeout(300_000);

const COUNT = 3_000;
const DAY = { from: Date.UTC(2025, 2, 9), to: Date.UTC(2025, 2, 10) };
const PATH = `/sessions?from=${String(DAY.from / 1000)}&to=${String(DAY.to / 1000)}`;

/** More rows than this are never in the document. */
const MOST_ROWS = 200;

const manySessions = () =>
  Array.from({ length: COUNT }, (_, index) =>
    session(`user ${String(index)} ${'x'.repeat(index % 40)}`, DAY.from + index * 20_000, [
      [10, 'visible', ['/orders', `tab ${String(index % 30)}`]],
    ]),
  ).flat();

describeInBrowser('a list of thousands of sessions', () => {
  const stage = useStage(manySessions);

  /** Returns the ids of the rows on the screen, from top to bottom. */
  const idsOnScreen = (page: Page): Promise<string[]> =>
    page.locator('tr[data-row-id]').evaluateAll((rows) =>
      rows
        .filter((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return bottom > 0 && top < innerHeight;
        })
        .map((row) => (row as HTMLElement).dataset['rowId'] ?? ''),
    );

  const widths = (page: Page): Promise<number[]> =>
    page
      .locator('thead th')
      .evaluateAll((headers) => headers.map((header) => Math.round(header.getBoundingClientRect().width)));

  it('shows each of them in its place, with few rows in the document, steady columns, and the place kept when going back', async () => {
    const ids: string[] = [];
    for (let cursor: string | undefined; ;) {
      const query = { from: DAY.from / 1000, to: DAY.to / 1000, sort: 'start', order: 'desc', limit: 1_000 };
      const { sessions, next_cursor } = await stage().server.get<SessionsAnswer>('sessions', {
        ...query,
        ...(cursor !== undefined && { cursor }),
      });
      ids.push(...sessions.map(({ _id }) => _id));
      if (next_cursor === undefined) break;
      cursor = next_cursor;
    }
    expect(ids).toHaveLength(COUNT);

    const page = await stage().openPage(PATH);
    await page.getByRole('button', { name: 'Load more' }).click();
    await page.getByText('250 sessions shown, more available').waitFor();
    const before = await widths(page);

    const shown = page.getByText(/\d+ sessions/);
    await eventually(async () => {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      expect(await page.locator('tr[data-row-id]').count()).toBeLessThanOrEqual(MOST_ROWS);
      expect(await shown.innerText()).toBe(`${String(COUNT)} sessions`);
    }, 60_000);
    await eventually(async () => {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      expect((await idsOnScreen(page)).at(-1)).toBe(ids.at(-1));
    });
    expect(await widths(page)).toEqual(before);
    const table = page.getByRole('table', { name: 'Sessions' });
    expect(await table.getAttribute('aria-rowcount')).toBe(String(COUNT + 1));

    for (const part of [0.5, 0.1, 0.9, 0.331]) {
      await page.evaluate((share) => scrollTo(0, document.body.scrollHeight * share), part);
      await eventually(async () => {
        const rows = await idsOnScreen(page);
        expect(rows.length).toBeGreaterThan(15);
        const first = ids.indexOf(rows[0] ?? '');
        expect(Math.abs(first / COUNT - part)).toBeLessThan(0.02);
        expect(rows).toEqual(ids.slice(first, first + rows.length));
      });
    }

    const [, , third = ''] = await idsOnScreen(page);
    const row = page.locator(`tr[data-row-id="${third}"]`);
    expect(await row.getAttribute('aria-rowindex')).toBe(String(ids.indexOf(third) + 2));
    const place = await page.evaluate(() => window.scrollY);
    await row.getByRole('link').click();
    await page.getByTestId('trail').waitFor();
    await page.goBack();
    await row.waitFor();
    await eventually(async () => {
      const after = await page.evaluate(() => window.scrollY);
      expect(Math.abs(after - place)).toBeLessThan(5);
      expect(await idsOnScreen(page)).toContain(third);
    });
    expect(await page.locator('tr[data-row-id]').count()).toBeLessThanOrEqual(MOST_ROWS);
  });
});
