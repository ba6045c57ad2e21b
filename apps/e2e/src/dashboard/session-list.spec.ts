import { expect, it } from '@jest/globals';
import type { SessionAnswer, SessionsAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { history, MARCH_WEEK } from '../support/history.js';
import { eventually, expectSearch, readDuration, searchOf } from '../support/screen.js';
import { chooseUser } from '../support/choose-user.js';
import { expectRows } from '../support/session-rows.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

const MARCH = { from: MARCH_WEEK.from / 1000, to: MARCH_WEEK.to / 1000 };
const IN_MARCH = `from=${MARCH.from}&to=${MARCH.to}`;
const PAGE_SIZE = 50;

describeInBrowser('the session list', () => {
  const stage = useStage(history);

  /** Returns the sessions that the list should show, newest first. */
  const getSessions = async (query: Record<string, string | number>): Promise<SessionAnswer[]> => {
    const parameters = { sort: 'start', order: 'desc', limit: PAGE_SIZE, ...query };
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', parameters);
    expect(sessions).not.toEqual([]);
    return sessions;
  };

  /** Returns the window that the page asks the API for after `act`, which changes the page's URL. */
  const windowAfter = async (
    page: Page,
    act: () => Promise<unknown>,
  ): Promise<{ from: number; to: number }> => {
    const before = page.url();
    const [request] = await Promise.all([
      page.waitForRequest(
        (sent) =>
          page.url() !== before &&
          new URL(sent.url()).pathname === '/api/v2/sessions' &&
          sent.url().includes('from='),
      ),
      act(),
    ]);
    const { searchParams } = new URL(request.url());
    return { from: Number(searchParams.get('from')), to: Number(searchParams.get('to')) };
  };

  const chooseState = (page: Page, state: string): Promise<void> =>
    page.getByRole('radiogroup', { name: 'State' }).getByText(state).click();

  it('shows the sessions of a window page by page to the last', async () => {
    const page = await stage().openPage(`/sessions?${IN_MARCH}`);
    await expectRows(page, await getSessions(MARCH));
    await page.getByText('50 sessions shown, more available').waitFor();

    await page.getByRole('button', { name: 'Load more' }).click();
    const all = await getSessions({ ...MARCH, limit: 1000 });
    await expectRows(page, all);
    await page.getByText(`${String(all.length)} sessions`, { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Load more' }).count()).toBe(0);
  });

  it('has every filter cleared by one button, also those that only the list has', async () => {
    const page = await stage().openPage(`/sessions?username=an&state=ended&min_duration=10&sort=username`);
    const button = page.getByRole('button', { name: 'Clear filters' });
    await button.click();
    await button.waitFor({ state: 'detached' });
    expect(searchOf(page)).toEqual({ sort: 'username' });
    expect(await page.getByRole('combobox', { name: 'Username begins with…' }).inputValue()).toBe('');
    expect(await page.getByRole('radio', { name: 'All', exact: true }).isChecked()).toBe(true);

    for (const own of ['username=an', 'state=ended', 'min_duration=10']) {
      await page.goto(`/sessions?${own}`);
      await button.waitFor();
    }
  });

  it('filters by usernames', async () => {
    const page = await stage().openPage(`/sessions?${IN_MARCH}`);
    await chooseUser(page, 'ann');
    await expectRows(page, await getSessions({ ...MARCH, 'usernames[]': 'ann' }));
    expect(searchOf(page)).toMatchObject({ usernames: 'ann' });

    await chooseUser(page, 'Dora Müller');
    const both = (await getSessions({ ...MARCH, limit: 1000 })).filter(({ username }) =>
      ['ann', 'Dora Müller'].includes(username),
    );
    await expectRows(page, both);
    expect(searchOf(page)).toMatchObject({ usernames: ['ann', 'Dora Müller'] });
  });

  it('filters by active and ended sessions', async () => {
    const page = await stage().openPage('/sessions?range=30d');
    const window = await windowAfter(page, () => chooseState(page, 'Active'));
    const active = await getSessions({ ...window, active: 'true' });
    expect(active.map(({ username }) => username)).toEqual(['gus', 'fay']);
    await expectRows(page, active);
    expect(searchOf(page)).toEqual({ range: '30d', state: 'active' });

    await chooseState(page, 'Ended');
    await expectRows(page, await getSessions({ ...window, active: 'false' }));
    expect(searchOf(page)).toEqual({ range: '30d', state: 'ended' });
  });

  it('shows a preset window or a custom window', async () => {
    const page = await stage().openPage('/sessions');
    const picker = page.getByTestId('window-picker');
    await picker.click();
    const yesterday = await windowAfter(page, () => page.getByRole('button', { name: 'Yesterday' }).click());
    expect(yesterday.to - yesterday.from).toBe(86_400);
    expect(yesterday.from % 86_400).toBe(0);
    await expectRows(page, await getSessions(yesterday));
    expect(searchOf(page)).toEqual({ range: 'yesterday' });

    await picker.click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await expectSearch(page, { from: String(yesterday.from), to: String(yesterday.to) });
    await expectRows(page, await getSessions(yesterday));
  });

  it('filters by a prefix of the username, the minimum time visible and the view', async () => {
    const page = await stage().openPage(`/sessions?${IN_MARCH}`);
    await page.getByRole('combobox', { name: 'Username begins with…' }).fill('Dor');
    const doras = await getSessions({ ...MARCH, username: 'Dor' });
    await expectRows(page, doras);

    await page.getByRole('combobox', { name: 'Minimum time visible' }).click();
    await page.getByRole('option', { name: 'At least 15 min' }).click();
    const longer = await getSessions({ ...MARCH, username: 'Dor', min_duration: 900 });
    expect(longer.length).toBeLessThan(doras.length);
    await expectRows(page, longer);

    // With a view, the minimum is one of the time on the view.
    await page.getByRole('combobox', { name: 'Minimum time visible' }).click();
    await page.getByRole('option', { name: 'At least 1 min', exact: true }).click();
    await page.getByRole('combobox', { name: 'View', exact: true }).click();
    await page.getByRole('option', { name: '/map' }).click();
    const maps = await getSessions({ ...MARCH, username: 'Dor', min_duration: 60, view: '/map' });
    expect(maps.length).toBeLessThan(doras.length);
    await expectRows(page, maps);
    expect(searchOf(page)).toMatchObject({ username: 'Dor', min_duration: '60', view: '/map' });
  });

  it('is sorted by a column in either direction', async () => {
    const page = await stage().openPage(`/sessions?${IN_MARCH}`);
    for (const [column, sort, order, other] of [
      ['User', 'username', 'asc', 'desc'],
      ['Last ping', 'last_ping', 'desc', 'asc'],
      ['Time visible', 'visible_duration', 'desc', 'asc'],
    ] as const) {
      const header = page.getByRole('columnheader', { name: column });
      await header.getByRole('button').click();
      await expectRows(page, await getSessions({ ...MARCH, sort, order }));
      expect(await header.getAttribute('aria-sort')).toBe(`${order}ending`);

      await header.getByRole('button').click();
      await expectRows(page, await getSessions({ ...MARCH, sort, order: other }));
      expect(searchOf(page)).toMatchObject({ sort, order: other });
    }
  });

  it('keeps its filters after a reload, on other pages and when going back', async () => {
    const page = await stage().openPage(`/?${IN_MARCH}`);
    await chooseUser(page, 'bob');
    await page.getByRole('link', { name: 'Sessions' }).click();
    const bobs = await getSessions({ ...MARCH, 'usernames[]': 'bob' });
    await expectRows(page, bobs);
    const filters = { from: String(MARCH.from), to: String(MARCH.to), usernames: 'bob' };
    expect(searchOf(page)).toEqual(filters);

    await chooseState(page, 'Ended');
    await expectSearch(page, { ...filters, state: 'ended' });
    await page.reload();
    await expectRows(page, bobs);
    expect(await page.getByRole('radio', { name: 'Ended' }).isChecked()).toBe(true);

    await page.getByRole('link', { name: 'Open a session of bob' }).first().click();
    await page.getByRole('heading', { name: 'bob' }).waitFor();
    expect(searchOf(page)).toMatchObject(filters);
    await page.goBack();
    await expectRows(page, bobs);
    expect(searchOf(page)).toEqual({ ...filters, state: 'ended' });

    await page.goBack();
    await expectSearch(page, filters);
    await page.goBack();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(searchOf(page)).toEqual(filters);
  });

  it('shows the columns that the user chooses, and keeps the choice without the URL', async () => {
    const page = await stage().openPage(`/sessions?${IN_MARCH}`);
    const headers = (): Promise<string[]> =>
      page.getByRole('table', { name: 'Sessions' }).getByRole('columnheader').allInnerTexts();
    await page.getByRole('button', { name: 'Columns' }).click();
    const choice = page.getByRole('dialog', { name: 'Columns' });
    for (const column of ['Session length', 'Views'])
      await choice.getByLabel(column, { exact: true }).check();
    for (const column of ['Last ping', 'State']) await choice.getByLabel(column).uncheck();
    await page.keyboard.press('Escape');
    const chosen = ['User', 'Start', 'Session length', 'Time visible', 'Views', 'Last view'];
    expect(await headers()).toEqual(chosen);
    expect(searchOf(page)).toEqual({ from: String(MARCH.from), to: String(MARCH.to) });

    await page.reload();
    await eventually(async () => expect(await headers()).toEqual(chosen));
    const [first] = await getSessions(MARCH);
    const cells = page.getByRole('table', { name: 'Sessions' }).locator('tbody tr').first().locator('td');
    expect(await readDuration(cells.nth(2))).toBe(
      Math.round(((first?.last_ping ?? 0) - (first?.start ?? 0)) * 1000) / 1000,
    );
    expect(await cells.nth(4).innerText()).toBe(String(Object.keys(first?.tab_duration ?? {}).length));
  });

  it('says that no session matches the filters', async () => {
    const page = await stage().openPage(`/sessions?${IN_MARCH}&usernames=nobody`);
    await page.getByText('No sessions match').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('table', { name: 'Sessions' }).waitFor();
    expect(searchOf(page)).toEqual({});
  });
});
