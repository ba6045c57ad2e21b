import { expect, it } from '@jest/globals';
import type { SummaryAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { timelineOf } from '../support/chart.js';
import { history, session } from '../support/history.js';
import { clockIn, eventually, searchOf } from '../support/screen.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

/** A Sunday to a Tuesday, with sessions. */
const WINDOW = `from=${String(Date.UTC(2025, 2, 9) / 1000)}&to=${String(Date.UTC(2025, 2, 12) / 1000)}`;

/** Returns the page's next summary, and the comparison that the page asked for. */
const nextSummary = async (page: Page, act: () => Promise<unknown>) => {
  const [response] = await Promise.all([
    page.waitForResponse((each) => new URL(each.url()).pathname === '/api/v2/statistics/summary'),
    act(),
  ]);
  const compare = new URL(response.url()).searchParams.get('compare');
  return { compare, answer: (await response.json()) as SummaryAnswer };
};

const choose = async (page: Page, comparison: string): Promise<void> => {
  await page.getByRole('combobox', { name: 'Compare with' }).click();
  await page.getByRole('option', { name: comparison }).click();
};

const comparedWith = (page: Page): Promise<string> => page.getByTestId('compared-with').innerText();

const weekday = (instant: number): string =>
  new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format(instant * 1000);

/** Returns visible keepalives, one a minute from the start on. */
const minutes = (count: number, view: string) =>
  Array.from({ length: count }, (_, minute) => [minute * 60, 'visible', [view]] as const);

describeInBrowser('comparisons on the overview', () => {
  const stage = useStage(history);

  it.each([
    ['today', 'weekdays'],
    ['yesterday', 'weekdays'],
    ['7d', 'previous'],
    ['30d', 'previous'],
    ['month', 'month'],
  ])('are, for %s, by default "%s"', async (range, expected) => {
    const page = await stage().newPage();
    const { compare } = await nextSummary(page, () => page.goto(`/?range=${range}`));
    expect(compare).toBe(expected);
  });

  it('of today are with the same weekday, up to the same time, and name that day', async () => {
    const page = await stage().newPage();
    const { answer } = await nextSummary(page, () => page.goto('/?range=today'));
    const { window, previous_window: other } = answer;
    if (!other) throw new Error('The API compares with no window.');
    expect(window.from - other.from).toBe(7 * 86_400);
    expect(window.to - other.to).toBe(7 * 86_400);
    const words = await comparedWith(page);
    expect(words).toContain(`Compared with ${weekday(window.from)}`);
    if (clockIn('UTC', other.to) !== '00:00') expect(words).toContain(`00:00 – ${clockIn('UTC', other.to)}`);
  });

  it('can be chosen, are kept in the URL from page to page, and can be left out', async () => {
    const page = await stage().openPage(`/?${WINDOW}`);
    // The page's first summary has come.
    await page.getByTestId('compared-with').waitFor();
    const { compare } = await nextSummary(page, () => choose(page, 'vs. a month earlier'));
    expect(compare).toBe('month');
    await eventually(async () => {
      // Whether a comma follows the weekday depends on the version of the language data.
      expect(await comparedWith(page)).toMatch(/^Compared with Sun,? 9 Feb 2025 – Tue,? 11 Feb 2025$/);
    });

    const pages = page.getByRole('navigation', { name: 'Pages' });
    await pages.getByRole('link', { name: 'Sessions' }).click();
    await page.getByRole('table', { name: 'Sessions' }).waitFor();
    expect(searchOf(page)).toMatchObject({ compare: 'month' });
    expect(await page.getByRole('combobox', { name: 'Compare with' }).count()).toBe(0);
    await pages.getByRole('link', { name: 'Overview' }).click();
    await page.getByTestId('change').first().waitFor();
    expect(searchOf(page)).toMatchObject({ compare: 'month' });

    await choose(page, 'No comparison');
    await eventually(async () => {
      expect(await page.getByTestId('change').count()).toBe(0);
    });
    expect(await page.getByTestId('compared-with').count()).toBe(0);
    expect(await page.getByRole('columnheader', { name: 'Change' }).count()).toBe(0);

    await choose(page, 'vs. the time before');
    await page.getByTestId('change').first().waitFor();
    expect(searchOf(page)).not.toHaveProperty('compare');

    await choose(page, 'vs. a year earlier');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await eventually(async () => {
      expect(searchOf(page)).toEqual({});
      expect(await page.getByRole('combobox', { name: 'Compare with' }).inputValue()).toBe(
        'vs. the time before',
      );
    });
  });
});

describeInBrowser('comparisons with a day of little time', () => {
  const DAY = Date.UTC(2025, 2, 6);
  const page = 'page';
  /**
   * One short visit on the day before. On the day, a session of six minutes and one of ten, with three visits in all.
   */
  const stage = useStage(() => [
    ...session(
      'ann',
      DAY - 3_600_000,
      [
        [0, 'visible', ['/orders']],
        [30, 'left', ['/orders']],
      ],
      { page },
    ),
    ...session(
      'ann',
      DAY,
      [...minutes(5, '/orders'), [300, 'visible', ['/help']], [360, 'left', ['/help']]],
      { page },
    ),
    ...session('ben', DAY, [...minutes(10, '/orders'), [600, 'left', ['/orders']]], { page }),
  ]);

  it('say "little before" for every figure, and show no percentage', async () => {
    const query = { from: DAY / 1000, to: DAY / 1000 + 86_400 };
    const { current, previous } = await stage().server.get<SummaryAnswer>('statistics/summary', query);
    expect(current).toMatchObject({ visible_duration: 960, visits: 3, users: 2, views: 2, sessions: 2 });
    expect(previous).toMatchObject({ visible_duration: 30, visits: 1, users: 1, views: 1, sessions: 1 });

    const screen = await stage().openPage(`/?from=${String(query.from)}&to=${String(query.to)}`);
    await screen.getByTestId('view-row').nth(1).waitFor();
    for (const name of ['visible_duration', 'visits', 'users', 'views', 'sessions']) {
      const words = await screen.getByTestId(`figure-${name}`).getByTestId('change').innerText();
      expect({ name, words }).toEqual({ name, words: 'little before' });
    }
    expect(await screen.getByTestId('view-row').getByTestId('change').allInnerTexts()).toEqual([
      'little before',
      'none before',
    ]);
  });
});

describeInBrowser('the bars of partial buckets in the timeline', () => {
  const stage = useStage(history);

  /** Returns, for each bucket with bars, why it is partial, and asserts that exactly its bars are hatched. */
  const readPartial = async (page: Page): Promise<Map<string, string | undefined>> => {
    const chart = timelineOf(page).getByTestId('chart');
    await chart.getByTestId('bar').first().waitFor();
    const bars = await chart
      .getByTestId('bar')
      .evaluateAll((all) => all.map((bar) => ({ ...(bar as SVGElement).dataset })));
    const hatched = bars.filter(({ partial }) => partial !== undefined);
    expect(await chart.getByTestId('hatch').count()).toBe(hatched.length);
    return new Map(bars.map(({ bucket = '', partial }) => [bucket, partial]));
  };

  it('are hatched, and are said to be a part in legend, table and tooltip when the window cuts them', async () => {
    const page = await stage().openPage(`/?${WINDOW}&bucket=week`);
    const partial = await readPartial(page);
    expect([...partial.values()]).toEqual(['part of the week', 'part of the week']);
    expect(await page.getByTestId('legend-hatched').innerText()).toBe('part of the week');

    await timelineOf(page).getByTestId('chart').getByTestId('hatch').first().hover();
    await timelineOf(page).getByTestId('chart').getByText('part of the week').waitFor();

    await timelineOf(page).getByRole('button', { name: 'Show as table' }).click();
    const rows = await page.getByTestId('chart-table').locator('tbody th').allInnerTexts();
    expect(rows.map((row) => row.endsWith('part of the week'))).toEqual([true, true]);
  });

  it('are hatched and say "so far" while their bucket still runs, and no other bar is hatched', async () => {
    const page = await stage().openPage('/');
    await timelineOf(page).getByRole('button', { name: 'Show as table' }).click();
    await page.getByTestId('chart-table').waitFor();
    const rows = await page.getByTestId('chart-table').locator('tbody th').allInnerTexts();
    expect(rows.map((row) => row.endsWith('so far'))).toEqual([...Array<boolean>(6).fill(false), true]);
    await timelineOf(page).getByRole('button', { name: 'Show as chart' }).click();
    for (const [bucket, partial] of await readPartial(page)) {
      expect(partial).toBe(bucket === '6' ? 'so far' : undefined);
    }
    expect(await page.getByTestId('legend-hatched').innerText()).toBe('so far');
  });

  it('do not exist in a window of whole days', async () => {
    const page = await stage().openPage(`/?${WINDOW}`);
    const partial = await readPartial(page);
    expect(new Set(partial.values())).toEqual(new Set([undefined]));
    expect(await page.getByTestId('legend-hatched').count()).toBe(0);
  });
});
