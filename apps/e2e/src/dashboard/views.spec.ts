import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import type {
  ConcurrencyAnswer,
  DistributionAnswer,
  Figures,
  HeatmapAnswer,
  SessionsAnswer,
  SummaryAnswer,
  UnusedAnswer,
  UserRankingAnswer,
  ViewFigures,
  ViewsAnswer,
} from '@dwell/shared';
import type { Locator, Page } from 'playwright-core';
import { expectChange } from '../support/change.js';
import { expectBars, layersOf, readChart } from '../support/chart.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { history } from '../support/history.js';
import {
  eventually,
  expectPercent,
  readCount,
  readDurations,
  searchOf,
  toNumber,
} from '../support/screen.js';
import { useStage } from '../support/stage.js';

/** Three days with sessions. The three days before have sessions too. */
const WINDOW = { from: Date.UTC(2025, 2, 9) / 1000, to: Date.UTC(2025, 2, 12) / 1000 };
const IN_WINDOW = `from=${String(WINDOW.from)}&to=${String(WINDOW.to)}`;

/** A cell of a table: its text, and the exact seconds if it shows a duration. */
interface Cell {
  text: string;
  seconds: number | undefined;
}

/** Reads a table: for each row, its cells by the headers of their columns. */
const readTable = async (table: Locator): Promise<Record<string, Cell>[]> => {
  await readDurations(table);
  return table.evaluate((element) => {
    const rows = [...(element as HTMLTableElement).rows].map((row) => [...row.cells]);
    const [headers = [], ...body] = rows;
    return body.map((cells) =>
      Object.fromEntries(
        cells.map((cell, column) => {
          const duration = cell.querySelector<HTMLElement>('time[data-seconds]')?.dataset['seconds'];
          const seconds = duration === undefined ? undefined : Number(duration);
          return [headers[column]?.innerText.trim() ?? '', { text: cell.innerText.trim(), seconds }];
        }),
      ),
    );
  });
};

const secondsIn = (row: Record<string, Cell>, column: string): number | null =>
  row[column]?.text === '–' ? null : (row[column]?.seconds ?? NaN);
const countIn = (row: Record<string, Cell>, column: string): number => toNumber(row[column]?.text ?? '');

/** Reads a CSV file, record by record. No name in it has a comma or a quote. */
const readCsv = async (path: string): Promise<Record<string, string>[]> => {
  const text = await readFile(path, 'utf8');
  const [header = '', ...lines] = text.replace('\uFEFF', '').trimEnd().split('\r\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index], cell])));
};

/** Clicks a link to a file, and returns the file's records. */
const download = async (page: Page, name: string): Promise<Record<string, string>[]> => {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name, exact: true }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^dwell-.*_2025-03-09_to_2025-03-12\.csv$/);
  return readCsv(await file.path());
};

describeInBrowser('the page of all views', () => {
  const stage = useStage(history);

  const getViews = async (query: Record<string, string> = {}): Promise<ViewFigures[]> =>
    (await stage().server.get<ViewsAnswer>('statistics/views', { ...WINDOW, tz: 'UTC', ...query })).views;

  const table = (page: Page): Locator => page.getByRole('table', { name: 'Views' });

  /** Waits until the table has exactly the rows of these views, in this order, with all their figures. */
  const expectViews = (page: Page, views: readonly ViewFigures[]): Promise<void> =>
    eventually(async () => {
      const rows = await readTable(table(page));
      expect(rows.map((row) => row['View']?.text)).toEqual(views.map(({ view }) => view));
      views.forEach((view, index) => {
        const row = rows[index] ?? {};
        expect({
          visible_duration: secondsIn(row, 'Time on page'),
          visits: countIn(row, 'Visits'),
          users: countIn(row, 'Users'),
          mean_visit_duration: secondsIn(row, 'Mean visit'),
          median_visit_duration: secondsIn(row, 'Median visit'),
          p95_visit_duration: secondsIn(row, 'p95 visit'),
          here_now: countIn(row, 'Here now'),
        }).toEqual({
          visible_duration: view.visible_duration,
          visits: view.visits,
          users: view.users,
          mean_visit_duration: view.mean_visit_duration,
          median_visit_duration: view.median_visit_duration,
          p95_visit_duration: view.p95_visit_duration,
          here_now: view.here_now,
        });
        expectPercent(row['Share']?.text ?? '', view.share);
        expect('Change' in row).toBe(view.previous_visible_duration !== null);
      });
      for (const [index, { visible_duration, previous_visible_duration }] of views.entries()) {
        if (previous_visible_duration === null) continue;
        const label = table(page).locator('tbody tr').nth(index).getByTestId('change');
        await expectChange(label, visible_duration, previous_visible_duration);
      }
    });

  it.each<[string, string, Record<string, string>]>([
    ['everybody', '', {}],
    ['one person', '&usernames=ann', { 'usernames[]': 'ann' }],
    ['everybody but one', '&not_usernames=wall screen', { 'not_usernames[]': 'wall screen' }],
    ['everybody, compared with nothing', '&compare=none', { compare: 'none' }],
    ['everybody in another time zone', '&tz=Asia/Kathmandu', { tz: 'Asia/Kathmandu' }],
  ])('shows every figure of the API, of %s', async (_who, search, query) => {
    const views = await getViews(query);
    expect(views.length).toBeGreaterThan(5);
    await expectViews(await stage().openPage(`/views?${IN_WINDOW}${search}`), views);
  });

  it('is sorted by a column in either direction, and shows the same after a reload and after going back', async () => {
    const page = await stage().openPage(`/views?${IN_WINDOW}`);
    const views = await getViews();
    await expectViews(page, views);
    const click = (column: string) =>
      page.getByRole('columnheader', { name: column }).getByRole('button').click();

    await click('Visits');
    const byVisits = views.toSorted((a, b) => b.visits - a.visits);
    await expectViews(page, byVisits);
    await click('Visits');
    const upward = views.toSorted((a, b) => a.visits - b.visits);
    await expectViews(page, upward);
    expect(searchOf(page)).toMatchObject({ view_sort: 'visits', view_order: 'asc' });
    await click('Median visit');
    const byMedian = views.toSorted(
      (a, b) => (b.median_visit_duration ?? -1) - (a.median_visit_duration ?? -1),
    );
    await expectViews(page, byMedian);

    await page.reload();
    await expectViews(page, byMedian);
    await page.goBack();
    await expectViews(page, upward);
    await page.goBack();
    await expectViews(page, byVisits);
    await page.goForward();
    await expectViews(page, upward);
  });

  it('shows the tabs of a view below it', async () => {
    const page = await stage().openPage(`/views?${IN_WINDOW}`);
    const views = await getViews();
    const orders = views.find(({ view }) => view === '/orders');
    expect(orders?.tabs.map(({ tab }) => tab)).toEqual(expect.arrayContaining(['open', 'done', null]));
    await page.getByRole('button', { name: 'Tabs of /orders', exact: true }).click();
    const total = views.reduce((sum, { visible_duration }) => sum + visible_duration, 0);
    await eventually(async () => {
      const rows = await readTable(table(page));
      const first = rows.findIndex((row) => row['View']?.text === '/orders') + 1;
      const shown = rows.slice(first, first + (orders?.tabs.length ?? 0));
      expect(shown.map((row) => row['View']?.text)).toEqual(
        orders?.tabs.map(({ tab }) => tab ?? 'without a tab'),
      );
      orders?.tabs.forEach((tab, index) => {
        const row = shown[index] ?? {};
        expect(secondsIn(row, 'Time on page')).toBe(tab.visible_duration);
        expect(countIn(row, 'Visits')).toBe(tab.visits);
        expect(secondsIn(row, 'Mean visit')).toBe(tab.mean_visit_duration);
        expect(secondsIn(row, 'Median visit')).toBe(tab.median_visit_duration);
        expect(secondsIn(row, 'p95 visit')).toBe(tab.p95_visit_duration);
        expectPercent(row['Share']?.text ?? '', tab.visible_duration / total);
      });
    });
    await page.getByRole('button', { name: 'Tabs of /orders', exact: true }).click();
    await expectViews(page, views);
  });

  it('finds views by a part of their names, and says how many of all it shows', async () => {
    const page = await stage().openPage(`/views?${IN_WINDOW}`);
    const views = await getViews();
    await page.getByRole('searchbox', { name: 'Find a view…' }).fill('OR');
    const found = views.filter(({ view }) => view.includes('or'));
    expect(found.length).toBeGreaterThan(1);
    await expectViews(page, found);
    await page.getByText(`${String(found.length)} of ${String(views.length)} views`).waitFor();
    expect(searchOf(page)).toMatchObject({ view_search: 'OR' });
    await page.reload();
    await expectViews(page, found);

    await page.getByRole('searchbox').fill('nowhere');
    await page.getByText('No view of this window has this in its name').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText(/^\d+ views$/).waitFor();
  });

  it('has a CSV file with the rows of the table and of all tabs, with the same filters', async () => {
    const page = await stage().openPage(`/views?${IN_WINDOW}&usernames=ann`);
    const views = await getViews({ 'usernames[]': 'ann' });
    await expectViews(page, views);
    const records = await download(page, 'CSV of all views and tabs in this window, with these filters');
    const shown = await readTable(table(page));
    const ofViews = Map.groupBy(records, ({ view }) => view);
    expect([...ofViews.keys()]).toEqual(shown.map((row) => row['View']?.text));
    [...ofViews.values()].forEach(([record = {}], index) => {
      const row = shown[index] ?? {};
      expect(Number(record['view_visible_duration'])).toBe(secondsIn(row, 'Time on page'));
      expect(Number(record['view_visits'])).toBe(countIn(row, 'Visits'));
      expect(Number(record['view_users'])).toBe(countIn(row, 'Users'));
      expectPercent(row['Share']?.text ?? '', Number(record['view_share']));
    });
    expect(records.map(({ view, tab }) => [view, tab])).toEqual(
      views.flatMap(({ view, tabs }) => tabs.map(({ tab }) => [view, tab ?? ''])),
    );
  });

  it('leads to the page of a view, and back with the order and the filters as they were', async () => {
    const page = await stage().openPage(`/views?${IN_WINDOW}&view_sort=view&view_order=asc`);
    await page.getByRole('link', { name: '/customers', exact: true }).click();
    await page.getByRole('heading', { name: '/customers', level: 1 }).waitFor();
    expect(searchOf(page)).toMatchObject({ view: '/customers', view_sort: 'view' });
    await page.getByRole('link', { name: 'All views' }).click();
    await table(page).waitFor();
    expect(searchOf(page)).toMatchObject({ view_sort: 'view', view_order: 'asc', from: String(WINDOW.from) });
    expect(searchOf(page)).not.toHaveProperty('view');
    await page.goBack();
    await page.getByRole('heading', { name: '/customers', level: 1 }).waitFor();
    await page.goForward();
    await table(page).waitFor();
  });

  it('reports what nobody opened and what is left at once, by a limit that the user chooses, also as CSV', async () => {
    const page = await stage().openPage(`/views?${IN_WINDOW}&usernames=ida`);
    await page.getByText('No time on page in this window').waitFor();
    await page.getByRole('radiogroup', { name: 'Which views' }).getByText('Not used').click();
    const getUnused = (query: Record<string, string | number>): Promise<UnusedAnswer> =>
      stage().server.get<UnusedAnswer>('statistics/unused', { ...WINDOW, tz: 'UTC', ...query });
    const rowsOf = (name: string): Promise<Record<string, Cell>[]> =>
      readTable(page.getByRole('table', { name, exact: true }));
    const tabs = (rows: readonly Record<string, Cell>[]) =>
      rows.map((row) => [row['View']?.text, row['Tab']?.text]);

    const ofIda = await getUnused({ 'usernames[]': 'ida' });
    expect(ofIda.unused_views.length).toBeGreaterThan(5);
    await eventually(async () => {
      expect((await rowsOf('Views nobody opened')).map((row) => row['View']?.text)).toEqual(
        ofIda.unused_views.map(({ view }) => view),
      );
    });
    expect(searchOf(page)).toMatchObject({ view_list: 'unused' });

    await page.goto(`/views?view_list=unused&${IN_WINDOW}&usernames=ann`);
    await page.getByRole('combobox', { name: 'Left at once means' }).click();
    await page.getByRole('option', { name: 'Median visit under 1 min' }).click();
    const ofAnn = await getUnused({ 'usernames[]': 'ann', left_within: 60 });
    expect(ofAnn.unused_tabs).not.toEqual([]);
    expect(ofAnn.left_at_once).not.toEqual([]);
    await eventually(async () => {
      const left = await rowsOf('Left at once');
      expect(tabs(left)).toEqual(ofAnn.left_at_once.map(({ view, tab }) => [view, tab ?? 'without a tab']));
      ofAnn.left_at_once.forEach((path, index) => {
        const row = left[index] ?? {};
        expect(countIn(row, 'Visits')).toBe(path.visits);
        expect(secondsIn(row, 'Mean visit')).toBe(path.mean_visit_duration);
        expect(secondsIn(row, 'Median visit')).toBe(path.median_visit_duration);
        expect(secondsIn(row, 'p95 visit')).toBe(path.p95_visit_duration);
      });
      expect(tabs(await rowsOf('Tabs nobody opened, of views that are used'))).toEqual(
        ofAnn.unused_tabs.map(({ view, tab }) => [view, tab ?? 'without a tab']),
      );
    });
    expect(searchOf(page)).toMatchObject({ left_within: '60' });
    const records = await download(page, 'CSV of this report');
    expect(records.map(({ finding, view, tab }) => [finding, view, tab])).toEqual([
      ...ofAnn.unused_views.map(({ view }) => ['unused_view', view, '']),
      ...ofAnn.unused_tabs.map(({ view, tab }) => ['unused_tab', view, tab ?? '']),
      ...ofAnn.left_at_once.map(({ view, tab }) => ['left_at_once', view, tab ?? '']),
    ]);
  });

  it('leads from a view that nobody opened to the sessions that were last on it', async () => {
    const page = await stage().openPage(`/views?view_list=unused&${IN_WINDOW}&usernames=ida`);
    await page.getByRole('link', { name: 'Last sessions on /help', exact: true }).click();
    const list = page.getByRole('table', { name: 'Sessions' });
    await list.getByText('ida').first().waitFor();
    expect(searchOf(page)).toMatchObject({ view: '/help', usernames: 'ida', sort: 'last_ping', from: '0' });
    expect(await list.locator('tbody tr').count()).toBe(1);
  });
});

describeInBrowser('the page of one view', () => {
  const stage = useStage(history);

  const get = <Answer>(name: string, query: Record<string, string | number> = {}): Promise<Answer> =>
    stage().server.get<Answer>(`statistics/${name}`, { ...WINDOW, tz: 'UTC', view: '/orders', ...query });

  const openOrders = (search = ''): Promise<Page> =>
    stage().openPage(`/views?view=/orders&${IN_WINDOW}${search}`);

  it.each<[string, string, Record<string, string>]>([
    ['everybody', '', {}],
    ['one person', '&usernames=bob', { 'usernames[]': 'bob' }],
  ])('shows the figures of %s, each with its change', async (_who, search, query) => {
    const page = await openOrders(search);
    const { current, previous, active_sessions } = await get<SummaryAnswer>('summary', query);
    const figure = (name: string): Locator => page.getByTestId(`figure-${name}`);
    await eventually(async () => {
      const shown: Partial<Figures> = {};
      for (const name of [
        'visible_duration',
        'mean_visit_duration',
        'median_visit_duration',
        'p95_visit_duration',
      ] as const) {
        shown[name] = (await readDurations(figure(name)))[0] ?? NaN;
      }
      for (const name of ['visits', 'users', 'sessions'] as const)
        shown[name] = await readCount(figure(name));
      expect({ ...shown, views: current.views }).toEqual(current);
      expect(await readCount(figure('active_sessions'))).toBe(active_sessions);
    });
    if (!previous) throw new Error('The API compares with no window.');
    const basis = { current: current.visible_duration, before: previous.visible_duration };
    for (const name of Object.keys(current) as (keyof Figures)[]) {
      if (name === 'views') continue;
      const label = figure(name).getByTestId('change');
      await expectChange(label, current[name] ?? NaN, previous[name] ?? NaN, basis);
    }
  });

  it('draws a bar for the visits of each length, and marks the median and the 95th percentile', async () => {
    const page = await openOrders();
    const { buckets, visits, ...quantiles } = await get<DistributionAnswer>('distribution');
    const chart = page.getByTestId('histogram');
    await eventually(async () => {
      const { bars, zero, scale, marks } = await chart.evaluate((svg) => {
        const all = (selector: string): SVGElement[] => [...svg.querySelectorAll<SVGElement>(selector)];
        const lines = all('line[x1][class]')
          .filter((line) => line.getAttribute('y1') === line.getAttribute('y2'))
          .map((line) => line.getBoundingClientRect().top);
        const counts = all('text[text-anchor="end"]').map((text) =>
          Number(text.textContent.replace(',', '')),
        );
        const highest = Math.max(...counts.filter((count) => !Number.isNaN(count)));
        return {
          bars: all('[data-testid="length-bar"]').map((bar) => {
            const { left, right, height } = bar.getBoundingClientRect();
            return { visits: Number(bar.dataset['visits']), left, right, height };
          }),
          zero: Math.max(...lines),
          scale: (Math.max(...lines) - Math.min(...lines)) / highest,
          marks: all('[data-testid^="mark-"]').map((mark) => ({
            name: mark.dataset['testid'],
            seconds: Number(mark.dataset['seconds']),
            x: mark.querySelector('line')?.getBoundingClientRect().left ?? NaN,
          })),
        };
      });
      expect(zero).toBeGreaterThan(0);
      const lengths = buckets.filter((bucket) => bucket.visits > 0);
      expect(bars.map((bar) => bar.visits)).toEqual(lengths.map((bucket) => bucket.visits));
      expect(bars.reduce((sum, bar) => sum + bar.visits, 0)).toBe(visits);
      for (const bar of bars) expect(Math.abs(bar.height - bar.visits * scale)).toBeLessThanOrEqual(1);
      expect(marks).toMatchObject([
        { name: 'mark-median', seconds: quantiles.median_visit_duration },
        { name: 'mark-p95', seconds: quantiles.p95_visit_duration },
      ]);
      for (const { seconds, x } of marks) {
        const bar = bars[lengths.findIndex(({ up_to }) => seconds <= up_to)];
        expect(x).toBeGreaterThanOrEqual((bar?.left ?? NaN) - 1.5);
        expect(x).toBeLessThanOrEqual((bar?.right ?? NaN) + 1.5);
      }
    });
  });

  it('has the same visits by length in a table and in a CSV file', async () => {
    const page = await openOrders();
    const { buckets, visits } = await get<DistributionAnswer>('distribution');
    const panel = page.getByRole('region', { name: 'Visits by length' });
    await panel.getByRole('button', { name: 'Show as table' }).click();
    await panel.getByRole('table').waitFor();
    const rows = await readTable(panel.getByRole('table'));
    expect(rows.map((row) => countIn(row, 'Visits'))).toEqual(buckets.map((bucket) => bucket.visits));
    expectPercent(rows[0]?.['Visits up to this length']?.text ?? '', (buckets[0]?.visits ?? NaN) / visits);
    expect(rows.at(-1)?.['Visits up to this length']?.text).toBe('100 %');
    const records = await download(page, 'CSV of the visits by length');
    expect(records.map((record) => Number(record['visits']))).toEqual(buckets.map((bucket) => bucket.visits));
  });

  it('draws the time on the view over time', async () => {
    const page = await openOrders();
    const layers = layersOf(await get('timeline'));
    expect(layers.map(({ name }) => name)).toEqual(['/orders']);
    await eventually(async () => {
      expectBars(await readChart(page), layers);
    });
  });

  it('shows when in the week people are on the view, and when the most were there', async () => {
    const page = await openOrders();
    const { cells } = await get<HeatmapAnswer>('heatmap');
    const { peak } = await get<ConcurrencyAnswer>('concurrency');
    const hours = page.getByRole('region', { name: 'Hours of the week' });
    await hours.getByRole('button', { name: 'Show as table' }).click();
    await eventually(async () => {
      const shown = await readDurations(hours.getByTestId('chart-table'));
      const sum = (seconds: readonly number[]): number =>
        seconds.reduce((total, each) => total + Math.round(each * 1000), 0);
      expect(sum(shown)).toBe(sum(cells.map(({ visible_duration }) => visible_duration)));
    });
    const words = await page
      .getByRole('region', { name: 'People on the view at the same time' })
      .getByTestId('peak')
      .innerText();
    expect(toNumber(/[\d.]+/.exec(words)?.[0] ?? '')).toBeCloseTo(peak?.value ?? NaN, 1);
  });

  it('lists its tabs and the people on it with their time there, and has both as CSV files', async () => {
    const page = await openOrders();
    const [view] = (await get<ViewsAnswer>('views')).views;
    const { users } = await get<UserRankingAnswer>('users');
    expect(users.length).toBeGreaterThan(2);
    await eventually(async () => {
      const tabs = await readTable(page.getByRole('table', { name: 'Tabs' }));
      expect(tabs.map((row) => row['Tab']?.text)).toEqual(
        view?.tabs.map(({ tab }) => tab ?? 'without a tab'),
      );
      view?.tabs.forEach((tab, index) => {
        const row = tabs[index] ?? {};
        expect(secondsIn(row, 'Time on page')).toBe(tab.visible_duration);
        expectPercent(row['Share']?.text ?? '', tab.visible_duration / view.visible_duration);
        expect(countIn(row, 'Visits')).toBe(tab.visits);
        expect(secondsIn(row, 'Mean visit')).toBe(tab.mean_visit_duration);
        expect(secondsIn(row, 'Median visit')).toBe(tab.median_visit_duration);
        expect(secondsIn(row, 'p95 visit')).toBe(tab.p95_visit_duration);
      });
      const people = await readTable(page.getByRole('table', { name: 'People on this view' }));
      expect(people.map((row) => row['Person']?.text)).toEqual(users.map(({ username }) => username));
      users.forEach((user, index) => {
        const row = people[index] ?? {};
        expect(secondsIn(row, 'Time there')).toBe(user.visible_duration);
        expect(countIn(row, 'Visits')).toBe(user.visits);
        expectPercent(row['Share']?.text ?? '', user.share);
      });
    });
    const ofTabs = await download(page, 'CSV of the tabs of this view');
    expect(ofTabs.map(({ tab, visible_duration }) => [tab, Number(visible_duration)])).toEqual(
      view?.tabs.map(({ tab, visible_duration }) => [tab ?? '', visible_duration]),
    );
    const ofPeople = await download(page, 'CSV of all people on this view');
    expect(ofPeople.map(({ username, visible_duration }) => [username, Number(visible_duration)])).toEqual(
      users.map(({ username, visible_duration }) => [username, visible_duration]),
    );
  });

  it('lists who is here now, whatever the window, and leads to that list of sessions', async () => {
    const page = await stage().newPage();
    await stage().server.report('fay', 'sessionstart');
    await stage().server.report('fay', 'keepalive', { visible: true, path: ['/orders', 'open'] });
    await page.goto(`/views?view=/orders&${IN_WINDOW}`);
    const query = { view: '/orders', here_now: 'true', sort: 'username' };
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', query);
    expect(sessions.map(({ username }) => username)).toEqual(['fay']);
    await eventually(async () => {
      const rows = await readTable(page.getByRole('table', { name: 'Here now' }));
      expect(rows.map((row) => [row['Person']?.text, row['Tab']?.text])).toEqual([['fay', 'open']]);
      expect(rows.map((row) => secondsIn(row, 'In this session'))).toEqual(
        sessions.map(({ view_duration }) => view_duration),
      );
    });
    await page.getByTestId('figure-active_sessions').getByRole('link').click();
    await page.getByRole('table', { name: 'Sessions' }).getByText('fay').waitFor();
    expect(searchOf(page)).toEqual({ view: '/orders', state: 'here' });
  });

  it('leads to the sessions that it counts, whatever the session list was filtered by', async () => {
    const page = await openOrders('&username=x&state=ended&min_duration=3600');
    const { current } = await get<SummaryAnswer>('summary');
    await page.getByTestId('figure-sessions').getByRole('link').click();
    await page.getByText(`${String(current.sessions)} sessions`, { exact: true }).waitFor();
    expect(searchOf(page)).toEqual({
      view: '/orders',
      from: String(WINDOW.from),
      to: String(WINDOW.to),
    });
  });

  it('says that no visit began, in a window without time on the view', async () => {
    const page = await stage().openPage('/views?view=/orders&from=1000000000&to=1000086400');
    await page.getByText('No visit of this view began in this window').waitFor();
    await page.getByTestId('figure-median_visit_duration').getByText('–').waitFor();
  });
});
