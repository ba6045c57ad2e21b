import { expect, it } from '@jest/globals';
import type { SummaryAnswer, TimelineAnswer, UserRankingAnswer, ViewsAnswer } from '@dwell/shared';
import type { Locator, Page } from 'playwright-core';
import { expectBars, layersOf, readChart, readChartTable, timelineOf } from '../support/chart.js';
import { history } from '../support/history.js';
import { eventually, expectPercent, readCount, readDuration, searchOf, toNumber } from '../support/screen.js';
import { expectChange } from '../support/change.js';
import { chooseUser } from '../support/choose-user.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

/** Three days with sessions. The three days before have sessions too. */
const WINDOW = { from: Date.UTC(2025, 2, 9) / 1000, to: Date.UTC(2025, 2, 12) / 1000 };
const THREE_DAYS = `/?from=${String(WINDOW.from)}&to=${String(WINDOW.to)}`;

const COUNTS = ['visits', 'users', 'views', 'sessions'] as const;

describeInBrowser('the overview', () => {
  const stage = useStage(history);

  const getStatistic = <Answer>(name: string, query: Record<string, string> = {}): Promise<Answer> =>
    stage().server.get<Answer>(`statistics/${name}`, { ...WINDOW, tz: 'UTC', ...query });

  const expectFigures = (page: Page, { current, previous, active_sessions }: SummaryAnswer): Promise<void> =>
    eventually(async () => {
      const duration = page.getByTestId('figure-visible_duration');
      expect(await readDuration(duration)).toBe(current.visible_duration);
      if (!previous) throw new Error('The API compares with no window.');
      const basis = { current: current.visible_duration, before: previous.visible_duration };
      await expectChange(duration.getByTestId('change'), basis.current, basis.before);
      for (const name of COUNTS) {
        const figure = page.getByTestId(`figure-${name}`);
        expect(await readCount(figure)).toBe(current[name]);
        await expectChange(figure.getByTestId('change'), current[name], previous[name], basis);
      }
      expect(await readCount(page.getByTestId('figure-active_sessions'))).toBe(active_sessions);
    });

  /** Asserts that the row of a view or a tab shows its time, share and visits, with a bar of the right length. */
  const expectRow = async (
    row: Locator,
    figures: { visible_duration: number; visits: number },
    { total, longest }: { total: number; longest: number },
  ): Promise<void> => {
    expect(await readDuration(row)).toBe(figures.visible_duration);
    const [, , , share = '', visits = ''] = await row.locator('th, td').allInnerTexts();
    expectPercent(share, figures.visible_duration / total);
    expect(toNumber(visits)).toBe(figures.visits);
    const bar = await row.getByTestId('bar-track').evaluate((fill) => ({
      width: fill.getBoundingClientRect().width,
      whole: fill.parentElement?.getBoundingClientRect().width ?? NaN,
    }));
    // The shortest bars are two pixels wide, so that they are seen.
    const width = Math.max(2, (figures.visible_duration / longest) * bar.whole);
    expect(Math.abs(bar.width - width)).toBeLessThanOrEqual(1);
  };

  it('shows the key figures and how they changed from the three days before', async () => {
    const page = await stage().openPage(THREE_DAYS);
    const summary = await getStatistic<SummaryAnswer>('summary');
    expect(summary.previous?.visits).toBeGreaterThan(0);
    await expectFigures(page, summary);
    // Whether a comma follows the weekday depends on the version of the language data.
    expect(await page.getByTestId('compared-with').innerText()).toMatch(
      /^Compared with Thu,? 6 Mar 2025 – Sat,? 8 Mar 2025$/,
    );
  });

  it('lists the views by time, each with its tabs', async () => {
    const page = await stage().openPage(THREE_DAYS);
    const { views } = await getStatistic<ViewsAnswer>('views');
    const scale = {
      total: views.reduce((sum, view) => sum + view.visible_duration, 0),
      longest: views[0]?.visible_duration ?? NaN,
    };
    await page.getByRole('button', { name: `Show all ${String(views.length)} views` }).click();
    const ranking = page.getByRole('region', { name: 'Time on page by view' });
    const rows = ranking.getByTestId('view-row');
    expect(await rows.getByRole('link').allInnerTexts()).toEqual(views.map(({ view }) => view));

    for (const [rank, view] of views.entries()) {
      const row = rows.nth(rank);
      await expectRow(row, view, scale);
      await expectChange(
        row.getByTestId('change'),
        view.visible_duration,
        view.previous_visible_duration ?? NaN,
      );
      if (view.tabs.every(({ tab }) => tab === null)) continue;
      await ranking.getByRole('button', { name: `Tabs of ${view.view}`, exact: true }).click();
      const tabs = ranking.locator('tbody:visible').getByTestId('tab-row').locator('visible=true');
      expect(await tabs.getByRole('rowheader').allInnerTexts()).toEqual(
        view.tabs.map(({ tab }) => tab ?? 'without a tab'),
      );
      for (const [index, tab] of view.tabs.entries()) await expectRow(tabs.nth(index), tab, scale);
      await ranking.getByRole('button', { name: `Tabs of ${view.view}`, exact: true }).click();
    }
  });

  it('lists the ten users with the most time, each with a link to the page about the person', async () => {
    const page = await stage().openPage(THREE_DAYS);
    const { users, total } = await getStatistic<UserRankingAnswer>('users', { limit: '10' });
    const ranking = page.getByRole('region', { name: 'Time on page by person' });
    const rows = ranking.getByTestId('person-row');
    await rows.first().waitFor();
    expect(await rows.getByRole('link').allInnerTexts()).toEqual(users.map(({ username }) => username));
    const scale = {
      total: users.reduce((sum, user) => sum + user.visible_duration / user.share, 0) / users.length,
      longest: users[0]?.visible_duration ?? NaN,
    };
    for (const [rank, user] of users.entries()) {
      await expectRow(rows.nth(rank), user, scale);
      await expectChange(
        rows.nth(rank).getByTestId('change'),
        user.visible_duration,
        user.previous_visible_duration ?? NaN,
      );
    }
    const [first] = users;
    await rows.getByRole('link').first().click();
    await page.waitForURL('**/people?**');
    expect(searchOf(page)).toEqual({
      from: String(WINDOW.from),
      to: String(WINDOW.to),
      usernames: first?.username,
    });
    await page.goBack();
    await ranking.getByRole('link', { name: `All ${String(total)} people` }).click();
    await page.waitForURL('**/people?**');
    expect(searchOf(page)).toEqual({ from: String(WINDOW.from), to: String(WINDOW.to) });
  });

  it('leads from each figure to the page that lists what it counts', async () => {
    const page = await stage().openPage(`${THREE_DAYS}&state=active&sort=username`);
    const { current } = await getStatistic<SummaryAnswer>('summary');
    for (const [name, path] of [
      ['visible_duration', '/views'],
      ['visits', '/views'],
      ['users', '/people'],
      ['views', '/views'],
      ['sessions', '/sessions'],
    ] as const) {
      await page.getByTestId(`figure-${name}`).getByRole('link').click();
      await page.waitForURL(`**${path}?**`);
      if (name !== 'sessions') await page.goBack();
    }
    expect(searchOf(page)).toEqual({ from: String(WINDOW.from), to: String(WINDOW.to) });
    const list = page.getByRole('region', { name: 'Sessions' });
    await list.getByText(`${String(current.sessions)} sessions`, { exact: true }).waitFor();
  });

  it('draws bars by day, hour or week at the right height, and shows the same figures in a table', async () => {
    const page = await stage().openPage(THREE_DAYS);
    for (const bucket of ['Day', 'Hour', 'Week']) {
      await page.getByRole('radiogroup', { name: 'Bars by' }).getByText(bucket).click();
      const layers = layersOf(
        await getStatistic<TimelineAnswer>('timeline', { bucket: bucket.toLowerCase() }),
      );
      expect(layers).toHaveLength(8);
      await eventually(async () => {
        expectBars(await readChart(page), layers);
      });
      const legend = page.getByRole('list', { name: 'Views' }).getByRole('listitem');
      expect(await legend.allInnerTexts()).toEqual(layers.map(({ name }) => name));

      await timelineOf(page).getByRole('button', { name: 'Show as table' }).click();
      const table = await readChartTable(page.getByTestId('chart-table'));
      expect(table.layers).toEqual(layers);
      expect(table.totals).toEqual(
        table.buckets.map((_, bucket) => layers.reduce((sum, { ms }) => sum + (ms[bucket] ?? 0), 0)),
      );
      await timelineOf(page).getByRole('button', { name: 'Show as chart' }).click();
    }
    expect(searchOf(page)).toMatchObject({ bucket: 'week' });
  });

  it('filters by a user and a view', async () => {
    const page = await stage().openPage(THREE_DAYS);
    await chooseUser(page, 'ann');
    await expectFigures(page, await getStatistic<SummaryAnswer>('summary', { 'usernames[]': 'ann' }));

    const ranking = page.getByRole('region', { name: 'Time on page by view' });
    await ranking.getByRole('link', { name: '/customers', exact: true }).click();
    const narrowed = { 'usernames[]': 'ann', view: '/customers' };
    await expectFigures(page, await getStatistic<SummaryAnswer>('summary', narrowed));
    const layers = layersOf(await getStatistic<TimelineAnswer>('timeline', narrowed));
    expect(layers.map(({ name }) => name)).toEqual(['/customers']);
    await eventually(async () => {
      expectBars(await readChart(page), layers);
    });
    expect(searchOf(page)).toMatchObject({ usernames: 'ann', view: '/customers' });
  });

  it('keeps the order of the legend in every stack, with the other views last, when filters change in the page', async () => {
    const page = await stage().openPage(THREE_DAYS);
    const expectStacks = async (query: Record<string, string>): Promise<void> => {
      const layers = layersOf(await getStatistic<TimelineAnswer>('timeline', query));
      await eventually(async () => {
        expectBars(await readChart(page), layers);
        const legend = page.getByRole('list', { name: 'Views' }).getByRole('listitem');
        expect(await legend.allInnerTexts()).toEqual(layers.map(({ name }) => name));
      });
    };
    const users = page.getByRole('combobox', { name: 'Users' });
    await expectStacks({});
    for (const user of ['ann', 'bob', 'cid']) {
      await chooseUser(page, user);
      await expectStacks({ 'usernames[]': user });
      await users.press('Backspace');
      await expectStacks({});
    }
  });

  it('gives a view the same colour in every window, with every filter, and on the page of a session', async () => {
    const page = await stage().openPage(THREE_DAYS);
    const colors = new Map<string, Set<string>>();
    const note = (view: string, color: string): void => {
      colors.set(view, (colors.get(view) ?? new Set()).add(color));
    };
    const noteChart = async (): Promise<void> => {
      for (const { layer, color } of (await readChart(page)).bars) note(layer, color);
      const rows = page.getByRole('region', { name: 'Time on page by view' }).getByTestId('view-row');
      await rows.first().waitFor();
      for (const row of await rows.all()) {
        const bar = row.getByTestId('bar-track');
        note(await row.getByRole('link').innerText(), await bar.evaluate(({ style }) => style.background));
      }
    };
    await noteChart();
    for (const path of ['/?usernames=ida&from=1741132800&to=1741737600', '/?usernames=fay', '/?view=/help']) {
      await page.goto(path);
      await noteChart();
    }
    await page.goto('/sessions?usernames=ida&from=1741132800&to=1741737600');
    await page.getByRole('link', { name: 'Open a session of ida' }).click();
    const strip = page.getByTestId('trail').locator('[data-state="visible"]');
    await strip.first().waitFor();
    const fills = await strip.evaluateAll((rects) =>
      rects.map((rect) => ({
        view: (rect as SVGElement).dataset['view'] ?? '',
        fill: (rect as SVGElement).style.fill,
      })),
    );
    for (const { view, fill } of fills) note(view, fill);
    expect([...colors].filter(([, used]) => used.size > 1)).toEqual([]);
    expect(colors.get('/help')?.size).toBe(1);
    expect(fills.map(({ view }) => view)).toContain('/help');
  });

  it('says when a window has no time on page', async () => {
    const page = await stage().openPage('/?from=1000000000&to=1000086400');
    await page.getByRole('region', { name: 'Time on page over time' }).getByText('No time on page').waitFor();
    await page.getByRole('region', { name: 'Time on page by view' }).getByText('No time on page').waitFor();
    expect(await readDuration(page.getByTestId('figure-visible_duration'))).toBe(0);
  });
});
