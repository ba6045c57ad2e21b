import { expect, it } from '@jest/globals';
import type { ConcurrencyAnswer, SessionsAnswer, SummaryAnswer } from '@dwell/shared';
import type { Locator, Page } from 'playwright-core';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { history } from '../support/history.js';
import { eventually, readCount, searchOf } from '../support/screen.js';
import { useStage } from '../support/stage.js';

/** A change must be on the screen within this time after the server has answered, in milliseconds. */
const SHOWN_WITHIN_MS = 2_000;

/** What Chromium writes to the console about requests that got no answer. */
const NO_ANSWER = ['Failed to load resource: net::', '503 GET /readyz'];

const soon = (assertion: () => Promise<void>): Promise<void> => eventually(assertion, SHOWN_WITHIN_MS);

const groupOf = (page: Page, view: string): Locator =>
  page.getByTestId('live-group').and(page.locator(`[data-view="${view}"]`));

/** Rows of sessions that have not left. */
const rowsIn = (within: Page | Locator): Locator =>
  within.locator('[data-testid="live-row"]:not([data-left])');

const rowOf = (within: Page | Locator, username: string): Locator =>
  rowsIn(within).filter({ hasText: username });

const figure = (page: Page, name: string): Promise<number> => readCount(page.getByTestId(`figure-${name}`));

describeInBrowser('the live page', () => {
  const stage = useStage(history);

  const onPage = (path: string, view = path): object => ({
    page_id: 'page',
    visible: true,
    path: [view, 'tab'],
  });

  const start = async (username: string, view: string): Promise<void> => {
    await stage().server.report(username, 'sessionstart');
    await stage().server.report(username, 'keepalive', onPage(view));
  };

  const activeIds = async (query: Record<string, string> = {}): Promise<string[]> => {
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', { active: 'true', ...query });
    return sessions.map(({ _id }) => _id).sort();
  };

  const shownIds = async (page: Page): Promise<string[]> => {
    const ids = await rowsIn(page).evaluateAll((rows) =>
      rows.map((row) => (row as HTMLElement).dataset['session'] ?? ''),
    );
    return [...new Set(ids)].sort();
  };

  it('shows the sessions that the list of active sessions has, and as many as the summary counts', async () => {
    await start('ann', '/orders');
    await stage().server.report('bob', 'sessionstart');
    const page = await stage().openPage('/live');
    await eventually(async () => {
      expect(await shownIds(page)).toEqual(await activeIds());
      expect((await shownIds(page)).length).toBeGreaterThanOrEqual(4);
      expect(await figure(page, 'sessions')).toBe((await activeIds()).length);
    });
    await rowOf(groupOf(page, '/customers'), 'fay').getByText('Visible').waitFor();
    const started = page.getByTestId('live-group').filter({ hasText: 'No view shown yet' });
    await rowOf(started, 'bob').waitFor();
  });

  it('shows within two seconds that a session appears, hides, comes back and moves', async () => {
    const { server } = stage();
    const page = await stage().openPage('/live');
    await rowOf(page, 'fay').waitFor();
    const before = await figure(page, 'sessions');

    await start('cid', '/stock');
    await soon(async () => {
      expect(await rowOf(groupOf(page, '/stock'), 'cid').getByText('Visible').count()).toBe(1);
      expect(await figure(page, 'sessions')).toBe(before + 1);
    });
    expect(await rowOf(page, 'cid').getAttribute('data-arrived')).toBe('true');

    await server.report('cid', 'session-hide', { page_id: 'page', path: ['/stock', 'tab'] });
    await soon(async () =>
      expect(await rowOf(groupOf(page, '/stock'), 'cid').getByText('Hidden').count()).toBe(1),
    );

    await server.report('cid', 'keepalive', onPage('/stock'));
    await soon(async () =>
      expect(await rowOf(groupOf(page, '/stock'), 'cid').getByText('Visible').count()).toBe(1),
    );

    await server.report('cid', 'keepalive', onPage('/archive'));
    await soon(async () => {
      expect(await rowOf(groupOf(page, '/archive'), 'cid').getByText('Visible').count()).toBe(1);
      expect(await rowOf(groupOf(page, '/stock'), 'cid').count()).toBe(0);
    });
    await groupOf(page, '/stock').getByText('Went to /archive').waitFor();
    expect(await figure(page, 'sessions')).toBe(before + 1);
    expect(await shownIds(page)).toEqual(await activeIds());
  });

  it('keeps the rows in their places when others come, until the user sorts them', async () => {
    const page = await stage().openPage('/live');
    await rowOf(page, 'fay').waitFor();
    const views = (): Promise<(string | null)[]> =>
      page
        .getByTestId('live-group')
        .evaluateAll((groups) => groups.map((group) => (group as HTMLElement).dataset['view'] ?? null));
    const before = await views();
    for (const username of ['m1', 'm2', 'm3', 'm4']) await start(username, '/a-new-view');
    await soon(async () => expect(await rowsIn(groupOf(page, '/a-new-view')).count()).toBe(4));
    expect(await views()).toEqual([...before, '/a-new-view']);
    await page.getByRole('button', { name: 'Busiest first' }).click();
    await eventually(async () => expect((await views())[0]).toBe('/a-new-view'));
  });

  it('stands still while it is paused, and says how many changes there were since', async () => {
    const page = await stage().openPage('/live');
    await rowOf(page, 'fay').waitFor();
    const before = await shownIds(page);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText(/^Paused at \d\d:\d\d:\d\d\. No changes since then\.$/).waitFor();

    await start('dan', '/orders');
    await page.getByText(/1 change since then\.$/).waitFor();
    await start('dora', '/orders');
    await page.getByText(/2 changes since then\.$/).waitFor();
    expect(await shownIds(page)).toEqual(before);
    expect(await figure(page, 'sessions')).toBe(before.length);

    await page.getByRole('button', { name: 'Resume' }).click();
    await soon(async () => expect(await shownIds(page)).toEqual(await activeIds()));
    expect(await page.getByText(/^Paused at/).count()).toBe(0);
  });

  it('follows only the people, or the view, that the URL names', async () => {
    await start('ann', '/orders');
    await start('hanna', '/orders');
    const page = await stage().openPage('/live?usernames=ann&usernames=gus');
    await eventually(async () =>
      expect(await shownIds(page)).toEqual(
        [...(await activeIds({ usernames: 'ann' })), ...(await activeIds({ usernames: 'gus' }))].sort(),
      ),
    );

    await page.goto('/live?not_usernames=ann');
    await eventually(async () => {
      expect(await shownIds(page)).toEqual(await activeIds({ not_usernames: 'ann' }));
      expect(await rowOf(page, 'gus').count()).toBe(1);
    });

    await page.goto('/live?view=/orders');
    await eventually(async () => {
      const { active_sessions } = await stage().server.get<SummaryAnswer>('statistics/summary', {
        from: Math.floor(Date.now() / 1000) - 86_400,
        to: Math.ceil(Date.now() / 1000),
        view: '/orders',
      });
      expect(await figure(page, 'sessions')).toBe(active_sessions);
      expect(await shownIds(page)).toEqual(await activeIds({ view: '/orders', here_now: 'true' }));
    });
    expect(await page.getByTestId('live-group').count()).toBe(1);

    await stage().server.report('ann', 'keepalive', onPage('/stock'));
    await soon(async () => expect(await rowOf(page, 'ann').count()).toBe(1));
    await page.getByText('Left the view').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await eventually(async () => expect(await shownIds(page)).toEqual(await activeIds()));
  });

  it('finds a person by a text in any case, and keeps the text in the URL', async () => {
    const page = await stage().openPage('/live');
    await rowOf(page, 'fay').waitFor();
    await page.getByRole('textbox', { name: 'Find a view or a person' }).fill('GUS');
    await eventually(async () => expect(await rowsIn(page).count()).toBe(1));
    await rowOf(page, 'gus').waitFor();
    expect(searchOf(page)).toEqual({ find: 'GUS' });
    await page.reload();
    await rowOf(page, 'gus').waitFor();
    expect(await rowsIn(page).count()).toBe(1);
    await page.getByRole('textbox', { name: 'Find a view or a person' }).fill('no such name');
    await page.getByText('Nothing found').waitFor();
    await page.getByRole('button', { name: 'Show all again' }).click();
    await rowOf(page, 'fay').waitFor();
  });

  it('leads to the person, to the view, to the session and to the list of all active sessions', async () => {
    const page = await stage().openPage('/live');
    const row = rowOf(groupOf(page, '/customers'), 'fay');
    await row.waitFor();
    const [id] = await activeIds({ usernames: 'fay' });
    await row.getByRole('link', { name: 'fay', exact: true }).click();
    expect(new URL(page.url()).pathname).toBe('/people');
    expect(searchOf(page)).toEqual({ usernames: 'fay' });

    await page.goBack();
    await groupOf(page, '/customers').getByRole('link', { name: '/customers' }).click();
    expect(new URL(page.url()).pathname).toBe('/views');
    expect(searchOf(page)).toEqual({ view: '/customers' });

    await page.goBack();
    await row.getByRole('link', { name: 'Session of fay' }).click();
    expect(new URL(page.url()).pathname).toBe(`/sessions/${id ?? ''}`);

    await page.goBack();
    await page.getByTestId('figure-sessions').getByRole('link').click();
    await page.getByRole('table', { name: 'Sessions' }).waitFor();
    expect(searchOf(page)).toEqual({ state: 'active' });
  });

  it('draws the sessions in progress at each minute of the last hour, and shows them in a table', async () => {
    const page = await stage().openPage('/live');
    const curve = page.getByTestId('hour-curve');
    await curve.waitFor();
    const now = Math.floor(Date.now() / 1000);
    const { points } = await stage().server.get<ConcurrencyAnswer>('statistics/concurrency', {
      from: now - 3_600,
      to: now,
      bucket: 'minute',
      compare: 'none',
    });
    const past = points.filter(({ from, max, running }) => max !== null && !running && from > now - 3_000);
    expect(past.length).toBeGreaterThan(45);
    await page.getByRole('button', { name: 'Show as table' }).click();
    const cells = await page.getByTestId('chart-table').locator('tbody tr').allInnerTexts();
    const shown = new Map(cells.map((row) => row.split(/\s+/) as [string, string]));
    for (const { from, max } of past) {
      expect([from, shown.get(new Date(from * 1000).toISOString().slice(11, 16))]).toEqual([
        from,
        String(max),
      ]);
    }
    expect(cells.length).toBeGreaterThanOrEqual(59);
    expect(cells.length).toBeLessThanOrEqual(61);
  });

  it('says since when it is out of date while the server is away, and is up to date when the server is back', async () => {
    const page = await stage().newPage({ expected: NO_ANSWER });
    await page.goto('/live');
    await rowOf(page, 'fay').waitFor();
    await stage().server.kill();
    try {
      await page
        .getByText(/^(Not up to date since|No answer from the server since) \d\d:\d\d:\d\d\./)
        .first()
        .waitFor();
      expect(await rowOf(page, 'fay').evaluate((row) => row.closest('[data-stale]') !== null)).toBe(true);
    } finally {
      await stage().server.restart();
    }
    await start('rita', '/orders');
    await eventually(async () => {
      expect(await shownIds(page)).toEqual(await activeIds());
      expect(await page.locator('[data-stale]').count()).toBe(0);
    });
  });

  it('opens the stream again by itself when the server has refused it', async () => {
    const page = await stage().newPage({ expected: ['503 GET /api/v2/live'] });
    await page.route('**/api/v2/live', (route) => route.fulfill({ status: 503, body: '' }), { times: 1 });
    await page.goto('/live');
    await page.getByText('The connection is lost. Connecting again…').waitFor();
    await rowOf(page, 'fay').waitFor();
    expect(await page.getByText('The connection is lost. Connecting again…').count()).toBe(0);
  });

  it('leads to the login page when the login has ended', async () => {
    const page = await stage().newPage({ expected: ['401 GET /api/v2/'] });
    await page.goto('/live');
    await rowOf(page, 'fay').waitFor();
    // The server checks at each heartbeat whether the stream's login goes on.
    await page.context().request.post('/api/v2/auth/logout');
    await page.getByRole('heading', { name: 'Log in to Dwell' }).waitFor();
  });
});

describeInBrowser('a session that ends while the live page is open', () => {
  const ALIVE_SECONDS = 5;
  const stage = useStage(history, () => ({ ALIVE_SESSION_DURATION: String(ALIVE_SECONDS) }));

  it('leaves the page within two seconds, and the page says when nobody is left', async () => {
    const { server } = stage();
    const page = await stage().openPage('/live');
    await page.getByText('Nobody is here right now').waitFor();
    await server.report('ann', 'sessionstart');
    await server.report('ann', 'keepalive', { page_id: 'page', visible: true, path: ['/orders'] });
    const answeredAt = Date.now();
    await soon(async () => expect(await rowOf(page, 'ann').count()).toBe(1));
    await page.getByText('Session ended').waitFor();
    const seconds = (Date.now() - answeredAt) / 1000;
    expect(seconds).toBeGreaterThan(ALIVE_SECONDS - 0.5);
    expect(seconds).toBeLessThan(ALIVE_SECONDS + SHOWN_WITHIN_MS / 1000);
    expect(await figure(page, 'sessions')).toBe(0);
    await page.getByText('Nobody is here right now').waitFor();
  });
});
