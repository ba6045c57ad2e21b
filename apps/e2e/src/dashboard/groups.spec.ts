import { beforeAll, expect, it } from '@jest/globals';
import type { SessionsAnswer, SummaryAnswer, TimelineAnswer, ViewsAnswer } from '@dwell/shared';
import type { APIRequestContext, Page } from 'playwright-core';
import { expectBars, layersOf, readChart } from '../support/chart.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { history } from '../support/history.js';
import { eventually, readCount, readDuration, searchOf } from '../support/screen.js';
import { useStage } from '../support/stage.js';

/** Three days with sessions of everybody, and of a screen on a wall. */
const WINDOW = { from: Date.UTC(2025, 2, 8) / 1000, to: Date.UTC(2025, 2, 11) / 1000 };
const DAYS = `from=${String(WINDOW.from)}&to=${String(WINDOW.to)}`;

const COUNTS = ['visits', 'users', 'views', 'sessions'] as const;

/** The groups and their members. */
const GROUPS = {
  sales: ['ann', 'bob'],
  'Zoë’s team': ['Dora Müller', '日本'],
  screens: ['wall screen'],
  nobody: [],
};

describeInBrowser('groups in the filters', () => {
  const stage = useStage(history);

  let request: APIRequestContext;

  const createGroup = async (name: string, usernames: readonly string[]): Promise<void> => {
    expect((await request.post('/api/v2/groups', { data: { name } })).status()).toBe(201);
    const members = `/api/v2/groups/${encodeURIComponent(name)}/members`;
    expect((await request.put(members, { data: { usernames } })).status()).toBe(200);
  };

  const removeGroup = async (name: string): Promise<void> => {
    expect((await request.delete(`/api/v2/groups/${name}`)).status()).toBe(204);
  };

  beforeAll(async () => {
    ({ request } = await stage().keepContext());
    for (const [name, usernames] of Object.entries(GROUPS)) await createGroup(name, usernames);
  });

  const getStatistic = <Answer>(name: string, query: Record<string, string>): Promise<Answer> =>
    stage().server.get<Answer>(`statistics/${name}`, { ...WINDOW, tz: 'UTC', ...query });

  /** Asserts that the overview shows the figures that the API has for this query. Returns their visible duration. */
  const expectOverview = async (page: Page, query: Record<string, string>): Promise<number> => {
    const { current } = await getStatistic<SummaryAnswer>('summary', query);
    const { views } = await getStatistic<ViewsAnswer>('views', query);
    const timeline = await getStatistic<TimelineAnswer>('timeline', { ...query, bucket: 'day' });
    await eventually(async () => {
      const duration = page.getByTestId('figure-visible_duration');
      expect(await readDuration(duration)).toBe(current.visible_duration);
      for (const name of COUNTS) {
        expect(await readCount(page.getByTestId(`figure-${name}`))).toBe(current[name]);
      }
      const rows = page.getByRole('region', { name: 'Time on page by view' }).getByTestId('view-row');
      expect(await rows.count()).toBe(Math.min(views.length, 12));
      expect(await readDuration(rows.first())).toBe(views[0]?.visible_duration);
      expectBars(await readChart(page), layersOf(timeline));
    });
    return current.visible_duration;
  };

  const includedIn = (page: Page) => page.getByRole('combobox', { name: 'Users and groups' });
  const excludedIn = (page: Page) => page.getByRole('combobox', { name: 'People to leave out' });

  it('are chosen by keyboard beside people, and every figure is about their members', async () => {
    const page = await stage().openPage(`/?${DAYS}`);
    const all = await expectOverview(page, {});
    await includedIn(page).fill('zoe');
    await page.getByRole('option', { name: 'Zoë’s team 2 members' }).waitFor();
    await page.getByRole('status').getByText('1 group. Nobody found').waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    const team = await expectOverview(page, { 'groups[]': 'Zoë’s team' });
    expect(team).toBeLessThan(all);
    expect(searchOf(page)).toMatchObject({ groups: 'Zoë’s team' });

    await includedIn(page).fill('eve');
    await page.getByRole('option', { name: /^eve seen/ }).waitFor();
    await page.keyboard.press('Enter');
    const both = await expectOverview(page, { 'groups[]': 'Zoë’s team', 'usernames[]': 'eve' });
    expect(both).toBeGreaterThan(team);
    await page.reload();
    expect(await expectOverview(page, { 'groups[]': 'Zoë’s team', 'usernames[]': 'eve' })).toBe(both);

    await page.goBack();
    await expectOverview(page, { 'groups[]': 'Zoë’s team' });
    await page.getByRole('button', { name: 'Remove the group Zoë’s team from the filter' }).click();
    expect(await expectOverview(page, {})).toBe(all);
  });

  it('leave out wall screens, and say so from page to page until one click brings them back', async () => {
    const page = await stage().openPage(`/?${DAYS}`);
    const all = await expectOverview(page, {});
    await page.getByRole('button', { name: 'Without…' }).press('Enter');
    await excludedIn(page).fill('scr');
    await page.getByRole('option', { name: 'screens 1 member' }).waitFor();
    await page.keyboard.press('Enter');
    const rest = await expectOverview(page, { 'not_groups[]': 'screens' });
    expect(rest).toBeLessThan(all);
    expect(searchOf(page)).toMatchObject({ not_groups: 'screens' });

    const back = page.getByRole('button', { name: 'Remove the group screens from the filter' });
    for (const name of ['Views', 'People', 'Sessions', 'Overview']) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
      await page.waitForURL(
        ({ pathname }) => pathname === (name === 'Overview' ? '/' : `/${name.toLowerCase()}`),
      );
      await back.waitFor();
      await page.getByText('without', { exact: true }).waitFor();
    }
    await back.click();
    expect(await expectOverview(page, {})).toBe(all);
    await page.getByRole('button', { name: 'Without…' }).waitFor();
  });

  it('leave out single users too', async () => {
    const page = await stage().openPage(`/?${DAYS}&not_usernames=wall+screen&groups=screens&usernames=ann`);
    await expectOverview(page, { 'usernames[]': 'ann' });
    await page.getByRole('button', { name: 'Remove wall screen from the filter' }).click();
    await expectOverview(page, { 'usernames[]': 'ann', 'groups[]': 'screens' });
  });

  it('list the sessions of their members only, or of all others', async () => {
    const page = await stage().openPage(`/sessions?${DAYS}&groups=sales`);
    const expectList = async (query: Record<string, string>): Promise<void> => {
      const list = { ...WINDOW, ...query, order: 'desc', limit: 50 };
      const { sessions } = await stage().server.get<SessionsAnswer>('sessions', list);
      expect(sessions.length).toBeGreaterThan(0);
      await eventually(async () => {
        const rows = await page
          .locator('[data-row-id]')
          .evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset['rowId']));
        expect(rows).toEqual(sessions.map(({ _id }) => _id));
      });
    };
    await expectList({ 'groups[]': 'sales' });
    await page.goto(`/sessions?${DAYS}&not_groups=sales&not_usernames=eve`);
    await expectList({ 'not_groups[]': 'sales', 'not_usernames[]': 'eve' });
  });

  it('show no time for a group without members', async () => {
    const page = await stage().openPage(`/?${DAYS}&groups=nobody`);
    await eventually(async () => {
      expect(await readDuration(page.getByTestId('figure-visible_duration'))).toBe(0);
    });
  });

  it('say which group of a link does not exist any more, and show the figures of the other groups', async () => {
    const page = await stage().openPage(`/?${DAYS}&groups=sales&groups=gone&not_groups=gone`);
    await page.getByRole('status').getByText('The group gone does not exist any more.').waitFor();
    await expectOverview(page, { 'groups[]': 'sales' });
    await page.getByRole('button', { name: 'Remove from the filter' }).click();
    await page.getByText('does not exist any more').waitFor({ state: 'detached' });
    await expectOverview(page, { 'groups[]': 'sales' });
    expect(searchOf(page)).toMatchObject({ groups: 'sales' });
    expect(searchOf(page)).not.toHaveProperty('not_groups');
  });

  it('show nobody’s figures, not everybody’s, if none of the groups exists', async () => {
    const page = await stage().openPage(`/?${DAYS}&groups=gone`);
    await page.getByText('The filter selects nobody.').waitFor();
    expect(await page.getByTestId('figure-visible_duration').count()).toBe(0);
    await page.getByRole('button', { name: 'Remove from the filter' }).click();
    await expectOverview(page, {});
  });

  it('notice that a group is removed while the page is open', async () => {
    await createGroup('short-lived', ['ann']);
    const page = await stage().openPage(`/?${DAYS}&groups=short-lived&usernames=bob`, {
      expected: ['400 GET /api/v2/'],
    });
    await expectOverview(page, { 'groups[]': 'short-lived', 'usernames[]': 'bob' });
    await removeGroup('short-lived');
    // The next figures that the page asks for.
    await page
      .getByText('No comparison')
      .or(page.getByRole('combobox', { name: 'Compare with' }))
      .first()
      .click();
    await page.getByRole('option', { name: 'No comparison' }).click();
    await page.getByRole('status').getByText('The group short-lived does not exist any more.').waitFor();
    await expectOverview(page, { 'usernames[]': 'bob' });
  });
});
