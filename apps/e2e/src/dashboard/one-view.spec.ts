import { expect, it } from '@jest/globals';
import type { Path, SessionAnswer, SessionDetailAnswer, SessionsAnswer } from '@dwell/shared';
import { session } from '../support/history.js';
import { eventually, readCount, readDuration, searchOf } from '../support/screen.js';
import { expectRows } from '../support/session-rows.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

const MINUTE = 60_000;

/** Returns visible keepalives on a path, one every 100 seconds, from second `from` of a session to second `to`. */
const visible = (from: number, to: number, path: Path) =>
  Array.from({ length: (to - from) / 100 + 1 }, (_, n) => [from + n * 100, 'visible', path] as const);

/**
 * Returns the requests of five sessions. Four were on /orders: ann is there now, ben is on another view, cid is hidden,
 * and dan has left. Eve was never there.
 */
const history = (now = Date.now()) => [
  ...session('ann', now - 6 * MINUTE, visible(0, 300, ['/orders', 'open']), { page: 'page' }),
  ...session('ben', now - 50 * MINUTE, [
    ...visible(0, 600, ['/orders', 'open']),
    ...visible(700, 900, ['/orders']),
    ...visible(1_000, 2_900, ['/stock']),
  ]),
  ...session('cid', now - 5 * MINUTE, [...visible(0, 100, ['/orders']), [250, 'hidden', ['/orders']]]),
  ...session('dan', now - 200 * MINUTE, [...visible(0, 2_000, ['/orders']), [2_100, 'left', ['/orders']]]),
  ...session('eve', now - 20 * MINUTE, visible(0, 1_100, ['/stock'])),
];

describeInBrowser('a view filter', () => {
  // With such a long alive duration, the sessions that are active at first stay active however long the tests take.
  const stage = useStage(history, () => ({ ALIVE_SESSION_DURATION: '5400' }));

  const onOrders = async (query: Record<string, string | number> = {}): Promise<SessionAnswer[]> => {
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', {
      view: '/orders',
      sort: 'view_duration',
      order: 'desc',
      ...query,
    });
    return sessions;
  };
  const names = (sessions: readonly SessionAnswer[]) => sessions.map(({ username }) => username);

  it('counts as active now the sessions that are here now, and links to the list of them', async () => {
    const page = await stage().openPage('/?view=/orders&range=yesterday');
    const figure = page.getByTestId('figure-active_sessions');
    await figure.getByText('on this view, 4 in all').waitFor();
    expect(await readCount(figure)).toBe(1);
    const sessions = page.getByTestId('figure-sessions').locator('dt');
    expect(await sessions.innerText()).toBe('Sessions that were on it');

    await figure.getByRole('link').click();
    const hereNow = await onOrders({ here_now: 'true' });
    expect(names(hereNow)).toEqual(['ann']);
    await expectRows(page, hereNow);
    expect(searchOf(page)).toEqual({ view: '/orders', state: 'here' });
    expect(await page.getByRole('radio', { name: 'Here now' }).isChecked()).toBe(true);
  });

  it.each([
    ['of all views', '', {}],
    ['of one view', '&view=/orders', { view: '/orders' }],
  ])(
    'counts as many active sessions %s as its link lists, whatever the list was filtered by',
    async (_which, query, kept) => {
      const page = await stage().openPage(`/?username=x&min_duration=3600&sort=username&order=asc${query}`);
      const figure = page.getByTestId('figure-active_sessions');
      await figure.getByRole('link').waitFor();
      const count = await readCount(figure);
      expect(count).toBeGreaterThan(0);

      await figure.getByRole('link').click();
      await page
        .getByText(count === 1 ? '1 session' : `${String(count)} sessions`, { exact: true })
        .waitFor();
      expect(await page.getByRole('link', { name: 'Open a session of' }).count()).toBe(count);
      expect(searchOf(page)).toEqual({ ...kept, state: 'view' in kept ? 'here' : 'active' });
    },
  );

  it('makes the session list show the time on the view, sort by it and filter by its minimum', async () => {
    const page = await stage().openPage('/sessions?view=/orders&sort=visible_duration');
    const all = await onOrders();
    expect(names(all)).toEqual(['dan', 'ben', 'ann', 'cid']);
    await expectRows(page, all);
    const header = page.getByRole('columnheader', { name: 'Time on /orders' });
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    await header.getByRole('button').click();
    await expectRows(page, all.toReversed());
    expect(searchOf(page)).toMatchObject({ sort: 'visible_duration', order: 'asc' });

    await page.getByRole('combobox', { name: 'Minimum time on the view' }).click();
    await page.getByRole('option', { name: 'At least 15 min' }).click();
    const longest = await onOrders({ order: 'asc', min_duration: 900 });
    expect(names(longest)).toEqual(['ben', 'dan']);
    await expectRows(page, longest);

    await page.getByRole('combobox', { name: 'View', exact: true }).click();
    await page.getByRole('option', { name: '/stock' }).click();
    await page.getByRole('columnheader', { name: 'Time on /stock' }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    const column = page.getByRole('columnheader', { name: 'Time visible' });
    await eventually(async () => {
      expect(await column.getAttribute('aria-sort')).toBe('ascending');
    });
  });

  it('makes the page of a session and its row in the list both say whether it is here now on the view', async () => {
    const rows = await onOrders();
    expect(rows.map(({ username, here_now, active }) => [username, here_now, active])).toEqual([
      ['dan', false, false],
      ['ben', false, true],
      ['ann', true, true],
      ['cid', false, true],
    ]);
    const said = { ann: 'Here now', ben: 'Active', cid: 'Active', dan: 'Ended' };
    const page = await stage().newPage();
    for (const [username, state] of Object.entries(said)) {
      await page.goto('/sessions?view=/orders');
      const row = page
        .getByRole('row')
        .filter({ has: page.getByRole('link', { name: `Open a session of ${username}` }) });
      await row.getByText(state, { exact: true }).waitFor();
      await page.getByRole('link', { name: `Open a session of ${username}` }).click();
      await page.getByRole('heading', { name: username, level: 1 }).waitFor();
      await page.getByText(state, { exact: true }).waitFor();
    }
  });

  it('stays highlighted on the page of a session that is opened from the list', async () => {
    const page = await stage().openPage('/sessions?view=/orders');
    await page.getByRole('link', { name: 'Open a session of ben' }).click();
    await page.getByRole('heading', { name: 'ben', level: 1 }).waitFor();
    expect(searchOf(page)).toMatchObject({ view: '/orders' });
    const [ben] = (await onOrders()).filter(({ username }) => username === 'ben');
    const { session: found } = await stage().server.get<SessionDetailAnswer>(`sessions/${ben?._id ?? ''}`);
    const figure = page.getByTestId('figure-view_duration');
    expect((await figure.locator('dt').innerText()).replace(/\s+/g, ' ')).toBe('Time on /orders');
    expect(await readDuration(figure)).toBe(ben?.view_duration);
    expect(await readDuration(page.getByTestId('figure-visible_duration'))).toBe(found.visible_duration);

    const stretches = found.trail.map(({ path }) => path?.[0]);
    const strip = await page
      .getByTestId('stretch')
      .evaluateAll((elements) => elements.map((element) => (element as SVGElement).dataset['faint']));
    expect(strip).toEqual(stretches.map((view) => String(view !== undefined && view !== '/orders')));
    const rows = await page
      .getByTestId('trail-table')
      .locator('tbody tr')
      .evaluateAll((elements) => elements.map((element) => (element as HTMLElement).dataset['highlighted']));
    expect(rows).toEqual(stretches.map((view) => String(view === '/orders')));
    const view = page.getByTestId('session-views-table').locator('tbody[data-highlighted=true]');
    expect(await view.getByTestId('view-row').getByRole('rowheader').allInnerTexts()).toEqual(['/orders']);
    expect(await view.getByTestId('tab-row').count()).toBe(2);

    await page.getByRole('link', { name: 'Show all views alike' }).click();
    await figure.waitFor({ state: 'detached' });
    const marked = page.locator('[data-highlighted=true], [data-testid=stretch][data-faint=true]');
    expect(await marked.count()).toBe(0);
  });
});
