import { afterEach, expect, it } from '@jest/globals';
import { SLOT_SECONDS, type SessionsAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { history } from '../support/history.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { clockIn, eventually, passTime, passTimeUntil, readCount } from '../support/screen.js';
import { useStage } from '../support/stage.js';
import { timelineOf } from '../support/chart.js';

/** A page must say within this time that the server does not answer. */
const NOTICED_WITHIN_MS = 10_000;

/** What Chromium writes to the console about requests that got no answer. */
const NO_ANSWER = ['Failed to load resource: net::', '503 GET /readyz'];

describeInBrowser('a page whose server no longer answers', () => {
  const stage = useStage(history);
  let away = false;

  const kill = async (): Promise<void> => {
    away = true;
    await stage().server.kill();
  };

  const restart = async (): Promise<void> => {
    await stage().server.restart();
    away = false;
  };

  afterEach(async () => {
    if (away) await restart();
  });

  /** Opens a page whose clock the test moves. */
  const open = async (path: string): Promise<Page> => {
    const page = await stage().newPage({ expected: NO_ANSWER });
    await page.clock.install();
    await page.goto(path);
    return page;
  };

  const fay = async (): Promise<string> => {
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', { 'usernames[]': 'fay' });
    return `/sessions/${sessions[0]?._id ?? ''}`;
  };

  const noticed = (page: Page) => page.getByText(/^No answer from the server since \d\d:\d\d:\d\d\./);
  const back = (page: Page) => page.getByText(/^The server has been back since \d\d:\d\d:\d\d\./);

  /** Resolves to whether each live dot is green: its green is more than 1.2 times as strong as its red and its blue. */
  const dotsAreGreen = (page: Page): Promise<boolean[]> =>
    page.locator('[data-live]').evaluateAll((dots) =>
      dots.map((dot) => {
        const [red = 0, green = 0, blue = 0] =
          getComputedStyle(dot)
            .backgroundColor.match(/[\d.]+/g)
            ?.map(Number) ?? [];
        return green > 1.2 * Math.max(red, blue);
      }),
    );

  /**
   * Returns the text of the page once all requests are answered and it no longer changes: charts draw their labels
   * after their width is known.
   */
  const settledText = async (page: Page): Promise<string> => {
    await page.waitForLoadState('networkidle');
    let text = '';
    await eventually(async () => {
      const before = text;
      text = await page.getByRole('main').innerText();
      expect(text).toBe(before);
    });
    return text;
  };

  const isGreyed = (page: Page, figure: string): Promise<boolean> =>
    page
      .getByText(figure, { exact: true })
      .first()
      .evaluate((element) => element.closest('[data-stale="true"]') !== null);

  it.each([
    ['the overview', () => '/', 'Time on page over time'],
    ['the session list', () => '/sessions?range=30d', 'fay'],
    ["an active session's page", fay, 'Session length'],
    ['the list of users', () => '/settings/users', 'admin'],
    ['the list of API keys', () => '/settings/api-keys', 'Last used'],
  ])(
    'says so within 10 seconds, keeps what it shows greyed, and says that the server is back: %s',
    async (_name, path, shown) => {
      const page = await open(await path());
      await page.getByText(shown, { exact: true }).first().waitFor();
      await eventually(async () => expect(await page.getByText('Loading…').count()).toBe(0));
      const before = await settledText(page);
      expect(await noticed(page).count()).toBe(0);

      await kill();
      await page.clock.runFor(NOTICED_WITHIN_MS);
      await noticed(page).waitFor();
      expect(await isGreyed(page, shown)).toBe(true);
      expect((await page.getByRole('main').innerText()).replace('when last known', 'right now')).toBe(before);

      await restart();
      await passTimeUntil(page, back(page), NOTICED_WITHIN_MS);
      await eventually(async () => expect(await isGreyed(page, shown)).toBe(false));
      await page.clock.runFor(NOTICED_WITHIN_MS);
      await back(page).waitFor({ state: 'detached' });
    },
  );

  it('loses the green dot and the words "right now", until the server is back', async () => {
    const page = await open('/');
    const active = page.getByTestId('figure-active_sessions');
    await active.getByText('right now').waitFor();
    expect(await readCount(active)).toBe(2);
    expect(await dotsAreGreen(page)).toEqual([true]);

    await kill();
    await page.clock.runFor(NOTICED_WITHIN_MS);
    await active.getByText('when last known').waitFor();
    expect(await readCount(active)).toBe(2);
    expect(await dotsAreGreen(page)).toEqual([false]);

    await restart();
    await passTimeUntil(page, active.getByText('right now'), NOTICED_WITHIN_MS);
  });

  it('keeps the figures of its window when the window of a preset would move on', async () => {
    const page = await open('/?range=today');
    const sessions = page.getByTestId('figure-sessions');
    await sessions.waitFor();
    await timelineOf(page).getByTestId('chart').waitFor();
    const before = await readCount(sessions);
    await kill();
    await page.clock.runFor(NOTICED_WITHIN_MS);
    await noticed(page).waitFor();
    await page.clock.fastForward(16 * 60_000);
    await page.clock.runFor(NOTICED_WITHIN_MS);
    expect(await readCount(sessions)).toBe(before);
    expect(await timelineOf(page).getByTestId('chart').count()).toBe(1);
  });

  it('notices a server that accepts requests and never answers', async () => {
    const page = await open('/');
    await page.getByTestId('figure-active_sessions').waitFor();
    stage().server.pause();
    try {
      await page.clock.runFor(NOTICED_WITHIN_MS);
      await noticed(page).waitFor();
    } finally {
      stage().server.resume();
    }
    await passTimeUntil(page, back(page), NOTICED_WITHIN_MS);
  });

  it('notices that the browser is offline', async () => {
    const page = await open('/');
    await page.getByTestId('figure-active_sessions').waitFor();
    await page.context().setOffline(true);
    await noticed(page).waitFor();
    await page.context().setOffline(false);
    await back(page).waitFor();
  });

  it('says that the database does not answer', async () => {
    const page = await open('/');
    await page.getByTestId('figure-active_sessions').waitFor();
    await page.route('**/readyz', (route) =>
      route.fulfill({
        status: 503,
        json: { statusCode: 503, error: 'Service Unavailable', message: 'The database does not answer' },
      }),
    );
    await page.clock.runFor(NOTICED_WITHIN_MS);
    await page.getByText(/^The server’s database has not answered since/).waitFor();
  });

  it('still opens menus and other pages, which load when the server is back', async () => {
    const page = await stage().newPage({ expected: NO_ANSWER });
    await page.clock.install();
    const requested = new Set<string>();
    const finished = new Set<string>();
    page.on('request', (request) => requested.add(request.url()));
    page.on('requestfinished', (request) => finished.add(request.url()));
    await page.goto('/');
    await page.getByTestId('figure-active_sessions').waitFor();
    await page.clock.runFor(2_000);
    // The code of all that a click can open is there.
    await eventually(() => {
      expect([...requested].join()).toContain('/assets/WindowPanel');
      expect(finished).toEqual(requested);
      return Promise.resolve();
    });
    await kill();
    await page.clock.runFor(NOTICED_WITHIN_MS);
    await page.getByTestId('window-picker').click();
    await page.getByRole('button', { name: 'Apply' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Sessions' }).click();
    await page.getByRole('heading', { name: 'Sessions', level: 1 }).waitFor();
    await page.clock.runFor(NOTICED_WITHIN_MS);
    await page.getByRole('alert').getByText('This could not be loaded').waitFor();
    await noticed(page).waitFor();

    await restart();
    await page.clock.runFor(NOTICED_WITHIN_MS);
    await page.getByRole('table', { name: 'Sessions' }).waitFor();
  });
});

describeInBrowser('a panel whose figures can no longer be loaded', () => {
  const stage = useStage(history);

  /** The end of a preset's window moves forward by this length at a time, in milliseconds. */
  const SLOT_MS = SLOT_SECONDS * 1_000;

  it.each([
    ['', SLOT_MS / 2],
    [', also while the window of the preset moves on', SLOT_MS - 20_000],
  ])(
    'says since when, keeps them greyed, and recovers when the user tries again%s',
    async (_when, intoSlot) => {
      const page = await stage().newPage({ expected: ['500 GET /api/v2/statistics/views'] });
      await page.clock.install({ time: Math.ceil(Date.now() / SLOT_MS) * SLOT_MS + intoSlot });
      await page.goto('/?tz=Asia/Kathmandu');
      const panel = page.getByRole('region', { name: 'Time on page by view' });
      await panel.getByTestId('view-row').first().waitFor();
      const rows = await panel.getByTestId('view-row').count();
      await page.route('**/statistics/views?*', (route) =>
        route.fulfill({ status: 500, json: { statusCode: 500, error: 'Internal', message: 'failed' } }),
      );
      await passTime(page, 70_000);
      const note = panel.getByRole('alert');
      const said = note.getByText(/^Not up to date since \d\d:\d\d:\d\d\./);
      await said.waitFor();
      const now = await page.evaluate(() => Date.now() / 1000);
      // The panel shows the time of day in the time zone of the URL, not in that of the browser.
      const minutes = [0, 60, 120, 180].map((ago) => clockIn('Asia/Kathmandu', now - ago));
      expect(minutes).toContain(/\d\d:\d\d/.exec(await said.innerText())?.[0]);
      expect(await panel.getByTestId('view-row').count()).toBe(rows);
      expect(await page.locator('[data-stale]').count()).toBe(1);

      await page.unroute('**/statistics/views?*');
      await note.getByRole('button', { name: 'Try again' }).click();
      await note.waitFor({ state: 'detached' });
      expect(await page.locator('[data-stale]').count()).toBe(0);
    },
  );
});
