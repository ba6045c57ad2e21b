import { beforeAll, expect, it } from '@jest/globals';
import type { Figures, SummaryAnswer, TimelineAnswer, ViewsAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { timesOf } from '../support/chart.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { history } from '../support/history.js';
import { eventually, readDuration, readDurations, searchOf, toNumber } from '../support/screen.js';
import { useStage } from '../support/stage.js';

const WINDOW = { from: Date.UTC(2025, 2, 8) / 1000, to: Date.UTC(2025, 2, 11) / 1000 };
const DAYS = `from=${String(WINDOW.from)}&to=${String(WINDOW.to)}`;

const GROUPS = { sales: ['ann', 'bob', 'cid'], support: ['eve'], screens: ['wall screen'] };

type Query = Readonly<Record<string, string>>;

describeInBrowser('people beside other people', () => {
  const stage = useStage(history);

  beforeAll(async () => {
    const { request } = await stage().keepContext();
    for (const [name, usernames] of Object.entries(GROUPS)) {
      expect((await request.post('/api/v2/groups', { data: { name } })).status()).toBe(201);
      const members = `/api/v2/groups/${name}/members`;
      expect((await request.put(members, { data: { usernames } })).status()).toBe(200);
    }
  });

  const getStatistic = <Answer>(name: string, query: Query): Promise<Answer> =>
    stage().server.get<Answer>(`statistics/${name}`, { ...WINDOW, tz: 'UTC', ...query });

  const countIn = async (page: Page, name: string): Promise<number[]> => {
    const cells = await page.getByTestId(`pair-${name}`).locator('td').allInnerTexts();
    return cells.slice(1).map(toNumber);
  };

  /** Asserts that the page shows the figures that the API has for each side. */
  const expectSides = async (page: Page, first: Query, second: Query, perUser = false): Promise<void> => {
    const sides = [first, second];
    const figures = await Promise.all(
      sides.map(async (query) => (await getStatistic<SummaryAnswer>('summary', query)).current),
    );
    const views = await Promise.all(sides.map((query) => getStatistic<ViewsAnswer>('views', query)));
    const timelines = await Promise.all(
      sides.map((query) => getStatistic<TimelineAnswer>('timeline', { ...query, bucket: 'day' })),
    );
    const divisors = figures.map(({ users }) => (perUser ? users : 1));
    const pair = (read: (side: Figures) => number | null) => figures.map((side) => read(side) ?? 0);
    const expectNear = (shown: readonly number[], expected: readonly number[]): void => {
      expect(shown).toHaveLength(expected.length);
      shown.forEach((value, index) => expect(value).toBeCloseTo(expected[index] ?? NaN, 2));
    };
    await eventually(async () => {
      expectNear(
        await readDurations(page.getByTestId('pair-visible_duration')),
        pair((side) => side.visible_duration),
      );
      expectNear(
        await readDurations(page.getByTestId('pair-time_per_user')),
        pair((side) => side.visible_duration / side.users),
      );
      expectNear(
        await readDurations(page.getByTestId('pair-median_visit_duration')),
        pair((side) => side.median_visit_duration),
      );
      for (const name of ['visits', 'users', 'views', 'sessions'] as const) {
        expect(await countIn(page, name)).toEqual(pair((side) => side[name]));
      }
      const rows = page.getByTestId('view-pair');
      const names = new Set(views.flatMap((answer) => answer.views.map(({ view }) => view)));
      expect(await rows.count()).toBe(Math.min(names.size, 12));
      const name = await rows.first().getByRole('link').innerText();
      expectNear(
        await readDurations(rows.first()),
        views.map(
          (answer, side) =>
            (answer.views.find(({ view }) => view === name)?.visible_duration ?? 0) / (divisors[side] ?? 1),
        ),
      );
    });
    const panel = page.getByRole('region', { name: 'Time on page over time' });
    const asTable = panel.getByRole('button', { name: 'Show as table' });
    if (await asTable.isVisible()) await asTable.click();
    await eventually(async () => {
      const cells = await readDurations(panel.getByTestId('chart-table'));
      const days = timelines.map((answer, side) =>
        answer.buckets.map(
          (_, day) =>
            timesOf(answer).reduce((sum, times) => sum + (times[day] ?? 0), 0) / (divisors[side] ?? 1),
        ),
      );
      expectNear(
        cells,
        (days[0] ?? []).flatMap((time, day) => [time, days[1]?.[day] ?? NaN]),
      );
    });
  };

  it('are chosen by keyboard, and have the figures that the API has for each', async () => {
    const page = await stage().openPage(`/?${DAYS}&groups=sales`);
    await page.getByRole('button', { name: 'Side by side…' }).press('Enter');
    await page.getByRole('menuitem', { name: 'A group or a person…' }).press('Enter');
    await page.getByRole('combobox', { name: 'Group or person to show beside' }).fill('supp');
    await page.getByRole('option', { name: 'support 1 member' }).waitFor();
    await page.keyboard.press('Enter');
    await expectSides(page, { 'groups[]': 'sales' }, { 'groups[]': 'support' });
    expect(searchOf(page)).toMatchObject({ groups: 'sales', beside: 'group:support' });
    await page.reload();
    await expectSides(page, { 'groups[]': 'sales' }, { 'groups[]': 'support' });

    await page.getByRole('button', { name: 'Remove the group support from the filter' }).click();
    await page.getByTestId('figure-visible_duration').waitFor();
    await page.goBack();
    await expectSides(page, { 'groups[]': 'sales' }, { 'groups[]': 'support' });
  });

  it('may be one person, or all others, always without the people who are left out', async () => {
    const page = await stage().openPage(`/?${DAYS}&groups=sales&not_groups=screens&beside=person%3Aeve`);
    const without = { 'not_groups[]': 'screens' };
    await expectSides(page, { 'groups[]': 'sales', ...without }, { 'usernames[]': 'eve', ...without });
    await page.goto(`/?${DAYS}&usernames=ann&not_groups=screens&beside=others`);
    await expectSides(
      page,
      { 'usernames[]': 'ann', ...without },
      { 'not_usernames[]': 'ann', 'not_groups[]': 'screens' },
    );
    await page.getByRole('button', { name: 'Remove: beside all others' }).click();
    await page.getByTestId('figure-visible_duration').waitFor();
    expect(searchOf(page)).not.toHaveProperty('beside');
  });

  it('are compared per user, so that a large team does not hide a small one', async () => {
    const page = await stage().openPage(`/?${DAYS}&groups=sales&beside=group%3Asupport`);
    await page.getByText('Per user', { exact: true }).click();
    await expectSides(page, { 'groups[]': 'sales' }, { 'groups[]': 'support' }, true);
    expect(searchOf(page)).toMatchObject({ per: 'user' });
  });

  it('show bars in one scale', async () => {
    const page = await stage().openPage(`/?${DAYS}&groups=sales&beside=group%3Asupport`);
    const row = page.getByTestId('pair-visible_duration');
    await row.waitFor();
    const widthOf = async (side: string): Promise<number> =>
      (await row.getByTestId(`bar-${side}`).boundingBox())?.width ?? NaN;
    const [first = NaN, second = NaN] = await readDurations(row);
    expect((await widthOf('second')) / (await widthOf('first'))).toBeCloseTo(second / first, 1);
  });

  it('whose group does not exist any more are replaced by a message that names the group', async () => {
    const page = await stage().openPage(`/?${DAYS}&groups=sales&beside=group%3Agone`, {
      expected: ['400 GET /api/v2/statistics/'],
    });
    await page.getByText('The group gone does not exist any more.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await eventually(async () => {
      expect(await readDuration(page.getByTestId('figure-visible_duration'))).toBeGreaterThanOrEqual(0);
    });
  });
});
