import { expect, it } from '@jest/globals';
import type {
  ConcurrencyAnswer,
  HeatmapAnswer,
  HeatmapCell,
  SessionsAnswer,
  TimelineAnswer,
} from '@dwell/shared';
import type { Locator, Page } from 'playwright-core';
import { timelineOf } from '../support/chart.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { history, MARCH_WEEK } from '../support/history.js';
import {
  eventually,
  expectInSearch,
  expectSearch,
  inSeconds,
  readDurations,
  searchOf,
  toNumber,
  unitOf,
} from '../support/screen.js';
import { useStage } from '../support/stage.js';

/** Six days with sessions. The window has no Tuesday. */
const WINDOW = { from: MARCH_WEEK.from / 1000, to: MARCH_WEEK.to / 1000 - 24 * 3_600 };
const SIX_DAYS = `/?from=${String(WINDOW.from)}&to=${String(WINDOW.to)}`;

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

const titleOf = ({ weekday, hour }: HeatmapCell): string =>
  `${WEEKDAYS[weekday - 1] ?? ''}, ${clock(hour)} – ${clock(hour + 1)}`;

const panelOf = (page: Page, name = 'Hours of the week'): Locator => page.getByRole('region', { name });

describeInBrowser('the heatmap of the hours of the week', () => {
  const stage = useStage(history);

  const getHeatmap = (query: Record<string, string> = {}): Promise<HeatmapAnswer> =>
    stage().server.get<HeatmapAnswer>('statistics/heatmap', { ...WINDOW, tz: 'UTC', ...query });

  /**
   * Asserts that each cell says the figures of the answer, and that no cell has a stronger colour than one with more.
   */
  const expectCells = async (page: Page, { cells }: HeatmapAnswer, measure: 'time' | 'people') => {
    await eventually(async () => {
      const drawn = await panelOf(page)
        .getByRole('gridcell')
        .evaluateAll((elements) =>
          elements.map((element) => ({
            words: element.getAttribute('aria-label') ?? '',
            color: (element as SVGElement).dataset['color'],
          })),
        );
      expect(drawn).toHaveLength(168);
      const strengths = cells.map((cell, index) => {
        const { words = '', color } = drawn[index] ?? {};
        const title = titleOf(cell);
        if (cell.elapsed === 0) {
          expect([words, color]).toEqual([`${title}: Not in this window`, undefined]);
          return { value: 0, strength: -1 };
        }
        const [, time = '', people = '', visits = ''] =
          /: Time on page (.+), People on average (?:< )?([\d.]+), Visits begun ([\d,]+)$/.exec(words) ?? [];
        expect(words.startsWith(`${title}: `)).toBe(true);
        expect(Math.abs(inSeconds(time) - cell.visible_duration)).toBeLessThanOrEqual(
          unitOf(cell.visible_duration) / 2,
        );
        expect(Math.abs(toNumber(people) - (cell.mean_people ?? NaN))).toBeLessThanOrEqual(0.01);
        expect(toNumber(visits)).toBe(cell.visits);
        const value = measure === 'time' ? cell.visible_duration : (cell.mean_people ?? NaN);
        expect(color === 'var(--surface-sunken)').toBe(value === 0);
        return { value, strength: value === 0 ? -1 : Number(/heat-(\d)/.exec(color ?? '')?.[1]) };
      });
      const rising = strengths.toSorted((a, b) => a.value - b.value).map(({ strength }) => strength);
      expect(rising).toEqual(rising.toSorted((a, b) => a - b));
      expect(rising.at(-1)).toBe(5);
    });
  };

  it('says the figures of the API for all 168 hours, by time and by people, also for one view and one user', async () => {
    const page = await stage().openPage(SIX_DAYS);
    const all = await getHeatmap();
    expect(all.cells.filter(({ elapsed }) => elapsed === 0)).toHaveLength(24);
    await expectCells(page, all, 'time');
    await panelOf(page).getByText('People on average', { exact: true }).click();
    await expectInSearch(page, { heat: 'people' });
    await expectCells(page, all, 'people');
    await page.goto(`${SIX_DAYS}&view=/orders&usernames=ann`);
    await expectCells(page, await getHeatmap({ view: '/orders', 'usernames[]': 'ann' }), 'time');
  });

  it('explains its colours: each cell has the colour of the smallest bound in the legend that is not below its value', async () => {
    const page = await stage().openPage(SIX_DAYS);
    const legend = panelOf(page).getByRole('list', { name: 'Time on page' }).getByRole('listitem');
    await legend.first().waitFor();
    const bounds = await legend.evaluateAll((items) =>
      items.map((item) => ({
        words: item.textContent,
        color: item.querySelector<HTMLElement>('[data-colored]')?.style.backgroundColor,
      })),
    );
    expect(bounds[0]?.words).toBe('none');
    expect(bounds.at(-1)?.words).toBe('Empty frames: hours that are not in this window');
    const steps = bounds.slice(1, -1).map(({ words, color }) => {
      expect(words).toMatch(/^up to /);
      return { upTo: inSeconds(words), color };
    });
    const { cells } = await getHeatmap();
    for (const cell of cells.filter(({ visible_duration }) => visible_duration > 0)) {
      const color = await panelOf(page)
        .getByRole('gridcell', { name: titleOf(cell) })
        .getAttribute('data-color');
      expect(color).toBe(steps.find(({ upTo }) => cell.visible_duration <= upTo)?.color);
    }
  });

  it('takes the focus once for the Tab key, and arrow keys, Home and End move in it', async () => {
    const page = await stage().openPage(SIX_DAYS);
    await panelOf(page).getByRole('grid').waitFor();
    await panelOf(page)
      .getByRole('button', { name: /^Save: / })
      .focus();
    const expectFocus = async (title: string): Promise<void> => {
      const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
      expect(label.startsWith(`${title}: `)).toBe(true);
      expect(await page.getByTestId('cell-tooltip').innerText()).toContain(title);
    };
    await page.keyboard.press('Tab');
    await expectFocus('Monday, 00:00 – 01:00');
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    await expectFocus('Tuesday, 02:00 – 03:00');
    await page.keyboard.press('End');
    await expectFocus('Tuesday, 23:00 – 24:00');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+Home');
    await expectFocus('Monday, 00:00 – 01:00');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+End');
    await expectFocus('Sunday, 23:00 – 24:00');
    await page.keyboard.press('Escape');
    expect(await page.getByTestId('cell-tooltip').count()).toBe(0);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).not.toBe('gridcell');
  });

  it('shows the same figures in its table', async () => {
    const page = await stage().openPage(SIX_DAYS);
    await panelOf(page).getByRole('button', { name: 'Show as table' }).click();
    const table = panelOf(page).getByTestId('chart-table');
    await table.waitFor();
    expect((await table.locator('thead th').allInnerTexts()).slice(1)).toEqual(
      WEEKDAYS.map((name) => name.slice(0, 3)),
    );
    const { cells } = await getHeatmap();
    const byHour = Array.from({ length: 24 }, (_, hour) => cells.filter((cell) => cell.hour === hour)).flat();
    expect(await readDurations(table)).toEqual(
      byHour.filter(({ elapsed }) => elapsed > 0).map(({ visible_duration }) => visible_duration),
    );
    expect(await table.locator('td').filter({ hasText: /^–$/ }).count()).toBe(24);
  });

  it('says that a window of 22 years is too long to be shown by hours', async () => {
    const page = await stage().openPage('/?from=1000000000&to=1700000000');
    await panelOf(page).getByText('The window is too long to be shown by hours').waitFor();
  });
});

describeInBrowser('the curve of sessions at the same time', () => {
  const stage = useStage(history);

  const getConcurrency = (query: Record<string, string> = {}): Promise<ConcurrencyAnswer> =>
    stage().server.get<ConcurrencyAnswer>('statistics/concurrency', { ...WINDOW, tz: 'UTC', ...query });

  const curveOf = (page: Page): Locator => panelOf(page, 'Sessions at the same time');

  /** Asserts that a number on screen is this one, with two decimals. */
  const expectNumber = (words: string, value: number | null): void => {
    if (value === null) return expect(words).toBe('–');
    if (words.startsWith('<')) return expect(value).toBeLessThan(0.005);
    expect(Math.abs(toNumber(words) - value)).toBeLessThanOrEqual(0.005 + 1e-9);
  };

  it('goes through the highest and the average number of each hour, as its table says', async () => {
    const page = await stage().openPage(SIX_DAYS);
    const { points } = await getConcurrency({ bucket: 'hour' });
    const chart = curveOf(page).getByTestId('chart');
    await chart.locator('.recharts-line-curve').waitFor();
    await eventually(async () => {
      const { paths, lines } = await chart.evaluate((element) => {
        const all = (selector: string): Element[] => [...element.querySelectorAll(selector)];
        return {
          paths: ['.recharts-line-curve', '.recharts-area-curve'].map((selector) =>
            all(selector)
              .map((path) => path.getAttribute('d') ?? '')
              .join(''),
          ),
          lines: all('.recharts-cartesian-grid-horizontal line').map((line) =>
            Number(line.getAttribute('y1')),
          ),
        };
      });
      const top = await chart.locator('.recharts-yAxis-tick-labels text').allTextContents();
      const zero = Math.max(...lines);
      const perUnit = (zero - Math.min(...lines)) / Math.max(...top.map(toNumber));
      for (const [index, name] of (['max', 'mean'] as const).entries()) {
        const heights = [...(paths[index] ?? '').matchAll(/[ML]([\d.]+),([\d.]+)/g)].map(([, , y]) =>
          Number(y),
        );
        expect(heights).toHaveLength(points.length);
        for (const [hour, point] of points.entries()) {
          const y = zero - (point[name] ?? NaN) * perUnit;
          expect(Math.abs((heights[hour] ?? NaN) - y)).toBeLessThan(0.6);
        }
      }
    });

    await curveOf(page).getByRole('button', { name: 'Show as table' }).click();
    const rows = await curveOf(page).getByTestId('chart-table').locator('tbody tr').all();
    expect(rows).toHaveLength(points.length);
    const cells = await curveOf(page).getByTestId('chart-table').locator('td').allInnerTexts();
    for (const [hour, { mean, max }] of points.entries()) {
      expectNumber(cells[2 * hour] ?? '', mean);
      expectNumber(cells[2 * hour + 1] ?? '', max);
    }
  });

  it('names its peak, and lists exactly the sessions of the peak, by a link and by a click on the point', async () => {
    const page = await stage().openPage(`${SIX_DAYS}&state=active`);
    const { peak } = await getConcurrency();
    const { at = NaN, value = NaN } = peak ?? {};
    const clockAt = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', timeStyle: 'short' }).format(
      at * 1000,
    );
    const words = await curveOf(page).getByTestId('peak').innerText();
    expect(words).toContain(`Peak: ${String(value)} sessions`);
    expect(words).toContain(clockAt);
    expect(await curveOf(page).getByTestId('marker').textContent()).toContain(`${String(value)} sessions`);

    await curveOf(page).getByRole('link', { name: 'Who was there' }).click();
    await page.waitForURL('**/sessions?**');
    const search = searchOf(page);
    expect(search).toEqual({ from: String(at), to: String(at + 0.001) });
    await page.getByText(`${String(value)} sessions`, { exact: true }).waitFor();
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', { ...search, limit: 500 });
    expect(sessions).toHaveLength(value);

    await page.goBack();
    await curveOf(page).getByTestId('marker').locator('circle').click();
    await page.waitForURL('**/sessions?**');
    expect(searchOf(page)).toEqual(search);
  });

  it('counts the people on the view, by quarters of an hour, when a view is filtered', async () => {
    const page = await stage().openPage(`${SIX_DAYS}&view=/orders`);
    const { peak } = await getConcurrency({ view: '/orders' });
    const panel = panelOf(page, 'People on the view at the same time');
    const words = await panel.getByTestId('peak').innerText();
    expectNumber(/Peak: ([\d.]+) people on average/.exec(words)?.[1] ?? '', peak?.value ?? NaN);
    await panel.getByRole('link', { name: 'Who was there' }).click();
    await page.waitForURL('**/people?**');
    expect(searchOf(page)).toEqual({
      view: '/orders',
      from: String(peak?.at),
      to: String((peak?.at ?? NaN) + 900),
    });
  });
});

describeInBrowser('time on page over time', () => {
  const stage = useStage(history);

  const getTimeline = (query: Record<string, string> = {}): Promise<TimelineAnswer> =>
    stage().server.get<TimelineAnswer>('statistics/timeline', { ...WINDOW, tz: 'UTC', ...query });

  /** Returns the heights of a path of Recharts above the axis, in the unit of the axis. */
  const readCurve = async (chart: Locator, selector: string): Promise<number[]> => {
    await chart.locator(selector).first().waitFor();
    const { path, lines } = await chart.evaluate((element, curve) => {
      const all = (css: string): Element[] => [...element.querySelectorAll(css)];
      return {
        path: all(curve)[0]?.getAttribute('d') ?? '',
        lines: all('.recharts-cartesian-grid-horizontal line').map((line) => Number(line.getAttribute('y1'))),
      };
    }, selector);
    const words = await chart.locator('.recharts-yAxis-tick-labels text').allTextContents();
    const zero = Math.max(...lines);
    const perSecond = (zero - Math.min(...lines)) / Math.max(...words.map(inSeconds));
    return [...path.matchAll(/[ML]([\d.]+),([\d.]+)/g)].map(([, , y]) => (zero - Number(y)) / perSecond);
  };

  const expectHeights = (heights: readonly number[], seconds: readonly number[], top: number): void => {
    expect(heights).toHaveLength(seconds.length);
    // Half a pixel of a height of some 250 pixels.
    for (const [index, height] of heights.entries()) {
      expect(Math.abs(height - (seconds[index] ?? NaN))).toBeLessThan(top / 200);
    }
  };

  it('has the time on all views in the compared window as a dashed line, and names that window', async () => {
    const lastDays = { from: String(Date.UTC(2025, 2, 9) / 1000), to: String(Date.UTC(2025, 2, 12) / 1000) };
    const address = `/?from=${lastDays.from}&to=${lastDays.to}`;
    const page = await stage().openPage(address);
    const { previous } = await getTimeline(lastDays);
    const before = previous?.map(({ visible_duration }) => visible_duration) ?? [];
    const { series, other } = await getTimeline(lastDays);
    const all = [...series, ...(other ? [other] : [])].flatMap(({ visible_duration }) => visible_duration);
    const top = all.reduce((sum, seconds) => sum + seconds, 0);
    await eventually(async () => {
      const chart = timelineOf(page).getByTestId('chart');
      expectHeights(await readCurve(chart, '.recharts-line-curve'), before, top);
    });
    expect(await timelineOf(page).getByTestId('legend-dashed').innerText()).toMatch(
      /^Dashed line: time before, Thu,? 6 Mar 2025 – Sat,? 8 Mar 2025$/,
    );
    await page.goto(`${address}&compare=none`);
    await timelineOf(page).getByTestId('bar').first().waitFor();
    expect(await timelineOf(page).locator('.recharts-line-curve').count()).toBe(0);
  });

  it('is drawn as lines or as small charts of equal scale, which the URL holds', async () => {
    const page = await stage().openPage(SIX_DAYS);
    const { series } = await getTimeline();
    const top = Math.max(...series.flatMap(({ visible_duration }) => visible_duration));
    await timelineOf(page).getByText('Lines', { exact: true }).click();
    const first = series[0]?.visible_duration ?? [];
    await eventually(async () => {
      expectHeights(
        await readCurve(timelineOf(page).getByTestId('chart'), '.recharts-line-curve'),
        first,
        top,
      );
    });
    await timelineOf(page).getByText('Small charts', { exact: true }).click();
    const small = timelineOf(page).getByTestId('multiples').locator('figure');
    await small.first().waitFor();
    await expectInSearch(page, { shape: 'multiples' });
    for (const index of [0, 1, 2]) {
      const figure = small.nth(index);
      expect(await figure.locator('figcaption').innerText()).toBe(series[index]?.view);
      await eventually(async () => {
        const heights = await readCurve(figure.getByTestId('chart'), '.recharts-area-curve');
        expectHeights(heights, series[index]?.visible_duration ?? [], top * 2);
      });
    }
    await page.reload();
    await small.first().waitFor();
  });

  it('filters by a view on a click on its bar or its name in the legend', async () => {
    const page = await stage().openPage(SIX_DAYS);
    const bar = timelineOf(page).getByTestId('bar').first();
    const view = await bar.getAttribute('data-series');
    await bar.click();
    await expectInSearch(page, { view: view ?? '' });
    await page.goBack();
    const legend = page.getByRole('list', { name: 'Views' });
    await legend.getByRole('link', { name: '/customers', exact: true }).click();
    await expectInSearch(page, { view: '/customers' });
  });

  it('makes the buckets over which the mouse is dragged the window', async () => {
    const page = await stage().openPage(SIX_DAYS);
    const { buckets } = await getTimeline();
    const bars = timelineOf(page).getByTestId('bar');
    await bars.first().waitFor();
    // The bars move when the font arrives.
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const middleOf = async (bucket: number): Promise<{ x: number; y: number }> => {
      const box = await timelineOf(page)
        .locator(`[data-testid="bar"][data-bucket="${bucket}"]`)
        .first()
        .boundingBox();
      return { x: (box?.x ?? NaN) + (box?.width ?? NaN) / 2, y: (box?.y ?? NaN) + (box?.height ?? NaN) / 2 };
    };
    const [from, to] = [await middleOf(1), await middleOf(3)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, from.y, { steps: 4 });
    await page.mouse.move(to.x, from.y, { steps: 4 });
    await page.mouse.up();
    await expectSearch(page, { from: String(buckets[1]?.from), to: String(buckets[3]?.to) });
  });
});
