import { expect, it } from '@jest/globals';
import type { ApiKeyWithSecretAnswer, SessionDetailAnswer, SessionsAnswer } from '@dwell/shared';
import type { Locator, Page } from 'playwright-core';
import { history } from '../support/history.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { eventually, readCount, readDuration } from '../support/screen.js';
import { useStage } from '../support/stage.js';

/** The interval at which the pages ask again, in milliseconds. */
const REFETCH_MS = 15_000;

/** The session of fay that is active at the start is of this client. */
const FAY = { client_id: 'only' };

describeInBrowser('sessions that go on while they are shown', () => {
  const stage = useStage(history);

  /** Opens a page whose clock the test can move on. */
  const open = async (path: string): Promise<Page> => {
    const page = await stage().newPage({ expected: ['Failed to load resource: net::'] });
    await page.clock.install();
    await page.goto(path);
    return page;
  };

  const rows = (page: Page): Locator => page.getByRole('table', { name: 'Sessions' }).locator('tbody tr');

  const idsOf = (page: Page): Promise<string[]> =>
    rows(page).evaluateAll((elements) => elements.map((row) => (row as HTMLElement).dataset['rowId'] ?? ''));

  const rowOf = (page: Page, username: string): Locator =>
    rows(page).filter({
      has: page.getByRole('link', { name: `Open a session of ${username}`, exact: true }),
    });

  const latestOf = async (username: string): Promise<SessionDetailAnswer['session']> => {
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', {
      'usernames[]': username,
      order: 'desc',
      limit: 1,
    });
    return (await stage().server.get<SessionDetailAnswer>(`sessions/${sessions[0]?._id ?? ''}`)).session;
  };

  const expectTime = (row: Locator, username: string): Promise<void> =>
    eventually(async () => {
      const { visible_duration } = await latestOf(username);
      expect(await readDuration(row)).toBe(visible_duration);
    });

  it('bring their figures up to date in the list; new ones wait until the user puts them in', async () => {
    const { server } = stage();
    const page = await open('/sessions?range=30d');
    await rowOf(page, 'fay').waitFor();
    await page.getByRole('button', { name: 'Load more' }).click();
    await eventually(async () => expect((await idsOf(page)).length).toBeGreaterThan(50));
    const before = await idsOf(page);

    // Someone reads far below, with the focus on a row and a name selected.
    const far = rows(page).nth(40).getByRole('link');
    await far.focus();
    await page.evaluate(() => {
      const row = document.activeElement?.closest('tr');
      if (row) getSelection()?.selectAllChildren(row);
    });
    const reading = () =>
      page.evaluate(() => ({
        scrollY,
        top: document.activeElement?.closest('tr')?.getBoundingClientRect().top,
        row: document.activeElement?.closest('tr')?.dataset['rowId'],
        selection: String(getSelection()),
      }));
    const where = await reading();
    expect(where.scrollY).toBeGreaterThan(0);

    await server.report('fay', 'keepalive', { ...FAY, visible: true, path: ['/orders', 'done'] });
    await server.report('zoe', 'sessionstart');
    await server.report('zoe', 'keepalive', { visible: true, path: ['/orders'] });
    await page.clock.fastForward(REFETCH_MS);
    const putIn = page.getByRole('button', { name: '1 new', exact: true });
    await putIn.waitFor();
    await expectTime(rowOf(page, 'fay'), 'fay');
    await rowOf(page, 'fay').getByText('/orders › done').waitFor();
    expect(await idsOf(page)).toEqual(before);
    expect(await reading()).toEqual(where);

    await server.report('yann', 'sessionstart');
    await page.clock.fastForward(REFETCH_MS);
    await page.getByRole('button', { name: '2 new', exact: true }).click();
    const added = [(await latestOf('yann'))._id, (await latestOf('zoe'))._id];
    await eventually(async () =>
      expect((await idsOf(page)).slice(0, before.length)).toEqual(
        [...added, ...before].slice(0, before.length),
      ),
    );
    await page.getByRole('button', { name: / new$/ }).waitFor({ state: 'detached' });
  });

  it('count as active on the overview within 15 seconds', async () => {
    const page = await open('/');
    const active = page.getByTestId('figure-active_sessions');
    await active.getByText('right now').waitFor();
    const before = await readCount(active);
    await stage().server.report('walt', 'sessionstart');
    await page.clock.fastForward(REFETCH_MS);
    await eventually(async () => expect(await readCount(active)).toBe(before + 1));
  });

  it('show within 15 seconds that their API key is used', async () => {
    const page = await open('/settings/api-keys');
    const answer = await page.context().request.post('/api/v2/api-keys', {
      data: { name: 'till', role: 'reporter' },
    });
    const { key } = (await answer.json()) as ApiKeyWithSecretAnswer;
    await page.reload();
    const row = page.getByRole('row').filter({ hasText: 'till' });
    await row.getByText('never', { exact: true }).waitFor();
    await fetch(`${stage().server.url}/api/v2/sessionstart`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'X-Dwell-User': 'will' },
    });
    await page.clock.fastForward(REFETCH_MS);
    await row.getByText('never', { exact: true }).waitFor({ state: 'detached' });
  });

  it('leave an open menu open', async () => {
    const page = await open('/sessions?range=30d');
    await rowOf(page, 'fay').waitFor();
    await page.getByRole('combobox', { name: 'Minimum time visible' }).click();
    const option = page.getByRole('option', { name: 'At least 15 min' });
    await option.waitFor();
    await stage().server.report('fay', 'keepalive', { ...FAY, visible: true, path: ['/stock'] });
    await page.clock.fastForward(REFETCH_MS);
    await rowOf(page, 'fay').getByText('/stock').waitFor();
    expect(await option.isVisible()).toBe(true);
  });

  it('come into an empty list by themselves', async () => {
    const page = await open('/sessions?range=30d&usernames=xena');
    await page.getByText('No sessions match').waitFor();
    await stage().server.report('xena', 'sessionstart');
    await page.clock.fastForward(REFETCH_MS);
    await rowOf(page, 'xena').waitFor();
  });

  it('are not asked for again in a window that is over', async () => {
    const page = await open('/sessions?range=yesterday');
    await page.getByRole('table', { name: 'Sessions' }).waitFor();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await page.clock.fastForward(4 * REFETCH_MS);
    expect(requests.filter((path) => path === '/api/v2/sessions')).toEqual([]);
  });

  it('grow on the page of one session, and end in the list and on the page', async () => {
    const { server } = stage();
    const { _id } = await latestOf('fay');
    const page = await open(`/sessions/${_id}`);
    const list = await open('/sessions?range=30d&state=active');
    await rowOf(list, 'fay').getByText('Active').waitFor();
    const order = await idsOf(list);
    const badge = page.getByRole('main').getByText('Active', { exact: true });
    await badge.waitFor();
    const stretches = page.getByTestId('trail-table').locator('tbody tr');

    await server.report('fay', 'keepalive', { ...FAY, visible: true, path: ['/planning', 'month'] });
    await page.clock.fastForward(REFETCH_MS);
    const grown = await latestOf('fay');
    await eventually(async () => {
      expect(await readDuration(page.getByTestId('figure-visible_duration'))).toBe(grown.visible_duration);
      expect(await stretches.count()).toBe(grown.trail.length);
      expect(await page.getByTestId('stretch').count()).toBe(grown.trail.length);
    });
    await page.getByTestId('session-views-table').getByText('/planning').waitFor();

    // No ping comes any more. A shorter alive duration stands for the passing of five minutes.
    await server.kill();
    await server.restart({ ALIVE_SESSION_DURATION: '1' });
    await eventually(async () => expect((await latestOf('fay')).active).toBe(false));
    await page.clock.fastForward(REFETCH_MS);
    await page.getByRole('main').getByText('Ended', { exact: true }).waitFor();
    await list.clock.fastForward(REFETCH_MS);
    await rowOf(list, 'fay').getByText('Ended').waitFor();
    expect(await idsOf(list)).toEqual(order);
  });
});
