import { expect, it } from '@jest/globals';
import type { SessionsAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { timelineOf } from '../support/chart.js';
import { history, INTERRUPTED } from '../support/history.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { eventually } from '../support/screen.js';
import { useStage } from '../support/stage.js';

/** Folder for screenshots of the pages. Without it, the tests take none. */
const SHOTS = process.env['DWELL_SHOTS'];

const PHONE = { width: 390, height: 844 };

const MISSING_PAGE = '/no/such/page';
const MISSING = [`404 GET ${MISSING_PAGE}`];

describeInBrowser('the dashboard', () => {
  const stage = useStage(history);

  const screenshot = async (page: Page, name: string): Promise<void> => {
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
  };

  /** Returns pages of several kinds: for each, its name, its path, and a wait until the page is drawn. */
  const pages = async (): Promise<[name: string, path: string, drawn: (page: Page) => Promise<void>][]> => {
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', {
      'usernames[]': INTERRUPTED.username,
    });
    const hasTable = (name: string) => (page: Page) => page.getByRole('table', { name }).waitFor();
    return [
      ['overview', '/', (page) => timelineOf(page).getByTestId('chart').getByTestId('bar').first().waitFor()],
      ['sessions', '/sessions', hasTable('Sessions')],
      ['session', `/sessions/${sessions[0]?._id ?? ''}`, (page) => page.getByTestId('trail').waitFor()],
      ['users', '/settings/users', hasTable('Users')],
      ['api-keys', '/settings/api-keys', hasTable('API keys')],
      ['snippet', '/settings/snippet', (page) => page.getByTestId('snippet').waitFor()],
      ['not-found', MISSING_PAGE, (page) => page.getByText('Page not found').waitFor()],
    ];
  };

  it.each(['light', 'dark'] as const)(
    'draws the overview, sessions, settings and a missing page without an error in the console in %s mode',
    async (scheme) => {
      const page = await stage().newPage({ colorScheme: scheme, expected: MISSING });
      for (const [name, path, drawn] of await pages()) {
        await page.goto(path);
        await drawn(page);
        expect(await page.title()).not.toBe('');
        await screenshot(page, `${name}-${scheme}`);
      }
    },
  );

  it('shows the API documentation without violating the content security policy', async () => {
    const page = await stage().openPage('/api/docs', { as: null });
    await page.getByRole('heading', { name: /^Dwell/ }).waitFor();
    await page.getByText('/api/v2/keepalive', { exact: true }).first().waitFor();
  });

  it('fits the overview, sessions, settings, a missing page and the login into the width of a phone', async () => {
    const page = await stage().newPage({
      viewport: PHONE,
      hasTouch: true,
      isMobile: true,
      expected: MISSING,
    });
    for (const [name, path, drawn] of await pages()) {
      await page.goto(path);
      await drawn(page);
      await eventually(async () => {
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect({ name, width }).toEqual({ name, width: PHONE.width });
      });
      await screenshot(page, `${name}-phone`);
    }
    const login = await stage().openPage('/login', {
      as: null,
      viewport: PHONE,
      expected: ['401 GET /api/v2/auth/me'],
    });
    await login.getByLabel('Username').waitFor();
    expect(await login.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await screenshot(login, 'login-phone');
  });

  it('keeps the chosen colour scheme after a reload and in other browser tabs', async () => {
    const page = await stage().openPage('/', { colorScheme: 'light' });
    const scheme = (): Promise<string | undefined> =>
      page.evaluate(() => document.documentElement.dataset['mantineColorScheme']);
    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();

    await page.getByRole('button', { name: 'Colour scheme' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await eventually(async () => expect(await scheme()).toBe('dark'));
    const dark = await background();
    expect(dark).not.toBe(light);

    await page.reload();
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    expect(await scheme()).toBe('dark');
    expect(await background()).toBe(dark);
    const other = await page.context().newPage();
    await other.goto('/sessions');
    expect(await other.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe('dark');
  });

  it('follows the colour scheme of the system while the user has chosen none', async () => {
    const page = await stage().openPage('/', { colorScheme: 'dark' });
    const scheme = (): Promise<string | undefined> =>
      page.evaluate(() => document.documentElement.dataset['mantineColorScheme']);
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    expect(await scheme()).toBe('dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.waitForFunction(() => document.documentElement.dataset['mantineColorScheme'] === 'light');
  });
});
