import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { SessionsAnswer } from '@dwell/shared';
import type { Locator, Page, Request } from 'playwright-core';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { HeldRoute } from '../support/held-route.js';
import { history } from '../support/history.js';
import { eventually, passTime, readCount } from '../support/screen.js';
import { useStage } from '../support/stage.js';

/** A page must say that it still waits within this time after its request. */
const SAID_WITHIN_MS = 10_000;

/** The figures of a window that runs are asked for again after this time. */
const REFETCHED_AFTER_MS = 60_000;

describeInBrowser('a page whose server answers, but not the request for the figures', () => {
  const stage = useStage(history);
  let server: HeldRoute;

  beforeEach(async () => {
    server = await HeldRoute.start(stage().server.url);
  });

  afterEach(() => server.close());

  /** Returns an empty page whose clock the test moves. */
  const newPage = async (): Promise<Page> => {
    const page = await stage().newPage({ baseURL: server.url });
    await page.clock.install();
    return page;
  };

  /** Holds the requests for a path of the API. Resolves when the page has sent one. */
  const holdApi = (page: Page, path: string): Promise<Request> => {
    const pathname = `/api/v2${path}`;
    server.hold(pathname);
    return page.waitForRequest((request) => new URL(request.url()).pathname === pathname);
  };

  /** Holds the requests for `path`, and lets time pass in the page until the page asks for `path` again. */
  const askAgain = async (page: Page, path: string): Promise<void> => {
    const asked = holdApi(page, path);
    await page.clock.fastForward(REFETCHED_AFTER_MS);
    await asked;
  };

  const stillLoading = (within: Page | Locator) =>
    within.getByText(/^Still loading, since \d\d:\d\d:\d\d\.$/);
  const notUpToDate = (within: Page | Locator) => within.getByText(/^Not up to date since \d\d:\d\d:\d\d\.$/);
  const contactLost = (page: Page) => page.getByText('No answer from the server since');

  const fay = async (): Promise<string> => {
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', { 'usernames[]': 'fay' });
    return sessions[0]?._id ?? '';
  };

  it.each([
    ['/statistics/summary', 'Key figures', 'figure-sessions'],
    ['/statistics/timeline', 'Time on page over time', 'chart'],
    ['/statistics/views', 'Time on page by view', 'view-row'],
  ])(
    'keeps the last figures of %s, greyed, and says since when they are out of date',
    async (path, panelName, shown) => {
      const page = await newPage();
      await page.goto('/');
      const panel = page.getByRole('region', { name: panelName });
      await panel.getByTestId(shown).first().waitFor();
      // The figures of the other panels come first, so that all are asked for again at the same time.
      await eventually(async () => expect(await page.getByText('Loading…').count()).toBe(0));
      const before = await panel.getByTestId(shown).first().innerText();
      await askAgain(page, path);
      expect(await notUpToDate(page).count()).toBe(0);
      await passTime(page, SAID_WITHIN_MS);
      await notUpToDate(panel).waitFor();
      expect(await panel.getByTestId(shown).first().innerText()).toBe(before);
      expect(await panel.locator('[data-stale]').count()).toBe(1);
      // The other panels are up to date, and the server is there.
      expect(await notUpToDate(page).count()).toBe(1);
      expect(await contactLost(page).count()).toBe(0);

      server.release();
      await notUpToDate(page).waitFor({ state: 'detached' });
      await eventually(async () => expect(await page.locator('[data-stale]').count()).toBe(0));
    },
  );

  it('does not say “right now” of the active sessions while the server still counts them', async () => {
    const page = await newPage();
    await page.goto('/');
    const active = page.getByTestId('figure-active_sessions');
    await active.getByText('right now').waitFor();
    await askAgain(page, '/statistics/summary');
    await passTime(page, SAID_WITHIN_MS);
    await active.getByText('when last known').waitFor();
  });

  it('says which figures are shown while those for new filters are counted', async () => {
    const page = await newPage();
    await page.goto('/');
    const sessions = page.getByTestId('figure-sessions');
    await sessions.waitFor();
    const before = await readCount(sessions);
    const picker = page.getByTestId('window-picker');
    await picker.click();
    const today = page.getByRole('button', { name: 'Today' });
    await today.waitFor();
    // Requests are held only from here on. Earlier, a refetch of the figures that are shown would be held as well, and
    // the page would say that these figures are out of date.
    const asked = holdApi(page, '/statistics/summary');
    await today.click();
    await picker.getByText('Today').waitFor();
    await asked;
    await passTime(page, SAID_WITHIN_MS);
    const panel = page.getByRole('region', { name: 'Key figures' });
    await stillLoading(panel).waitFor();
    await panel.getByText('the figures for the previous filters are shown').waitFor();
    expect(await readCount(sessions)).toBe(before);
    expect(await panel.locator('[data-stale]').count()).toBe(1);
  });

  it.each([
    ['/', '/statistics/summary', 'figure-sessions'],
    ['/', '/auth/me', 'figure-sessions'],
    ['/', '/sessions', 'figure-sessions'],
    ['/sessions', '/sessions', 'session-row'],
    ['/settings/users', '/users', 'user-row'],
  ])('says since when it loads %s if %s does not answer at first', async (path, held) => {
    const page = await newPage();
    const asked = holdApi(page, held);
    await page.goto(path);
    await asked;
    await passTime(page, SAID_WITHIN_MS);
    await stillLoading(page).waitFor();
    server.release();
    await stillLoading(page).waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
  });

  it('keeps the list of sessions and says since when it is out of date', async () => {
    const page = await newPage();
    await page.goto('/sessions');
    await page.getByRole('table', { name: 'Sessions' }).waitFor();
    await askAgain(page, '/sessions');
    await passTime(page, SAID_WITHIN_MS);
    await notUpToDate(page).waitFor();
    expect(await page.getByRole('table', { name: 'Sessions' }).count()).toBe(1);
    server.release();
    await notUpToDate(page).waitFor({ state: 'detached' });
  });

  it('keeps the page of an active session and says since when it is out of date', async () => {
    const page = await newPage();
    const id = await fay();
    await page.goto(`/sessions/${id}`);
    await page.getByTestId('trail').waitFor();
    await askAgain(page, `/sessions/${id}`);
    await passTime(page, SAID_WITHIN_MS);
    await notUpToDate(page).waitFor();
    expect(await page.getByTestId('trail').count()).toBe(1);
    server.release();
    await notUpToDate(page).waitFor({ state: 'detached' });
  });
});
