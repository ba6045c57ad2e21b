import { expect, it } from '@jest/globals';
import type { SessionsAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { history, INTERRUPTED } from '../support/history.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

/** Where to put pictures of the pages, for people to look at. */
const SHOTS = process.env['DWELL_SHOTS'];

const PHONE = { width: 390, height: 844 };

describeInBrowser('the dashboard', () => {
  const stage = useStage(history);

  const shoot = async (page: Page, name: string): Promise<void> => {
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
  };

  /** Each page, and what stands on it once it is drawn. */
  const pages = async (): Promise<[name: string, path: string, drawn: (page: Page) => Promise<void>][]> => {
    const { sessions } = await stage().server.ask<SessionsAnswer>('sessions', {
      'usernames[]': INTERRUPTED.username,
    });
    const sees = (name: string) => (page: Page) => page.getByRole('table', { name }).waitFor();
    return [
      ['overview', '/', (page) => page.getByTestId('chart').getByTestId('bar').first().waitFor()],
      ['sessions', '/sessions', sees('Sessions')],
      ['session', `/sessions/${sessions[0]?._id ?? ''}`, (page) => page.getByTestId('trail').waitFor()],
      ['users', '/settings/users', sees('Users')],
      ['api-keys', '/settings/api-keys', sees('API keys')],
      ['snippet', '/settings/snippet', (page) => page.getByTestId('snippet').waitFor()],
      ['nothing', '/no/such/page', (page) => page.getByText('There is no such page').waitFor()],
    ];
  };

  it.each(['light', 'dark'] as const)('has no page with an error in the console, in %s', async (scheme) => {
    const page = await stage().open({ colorScheme: scheme });
    for (const [name, path, drawn] of await pages()) {
      await page.goto(path);
      await drawn(page);
      expect(await page.title()).not.toBe('');
      await shoot(page, `${name}-${scheme}`);
    }
  });

  it('describes its API on a page of the server, under the same policy', async () => {
    const page = await stage().visit('/api/docs', { as: null });
    await page.getByRole('heading', { name: /^Dwell/ }).waitFor();
    await page.getByText('/api/v2/keepalive', { exact: true }).first().waitFor();
  });

  it('has no page that is wider than a phone', async () => {
    const page = await stage().open({ viewport: PHONE, hasTouch: true, isMobile: true });
    for (const [name, path, drawn] of await pages()) {
      await page.goto(path);
      await drawn(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect({ name, width }).toEqual({ name, width: PHONE.width });
      await shoot(page, `${name}-phone`);
    }
    const nobody = await stage().visit('/login', {
      as: null,
      viewport: PHONE,
      expected: ['401 GET /api/v2/auth/me'],
    });
    await nobody.getByLabel('Username').waitFor();
    expect(await nobody.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await shoot(nobody, 'login-phone');
  });

  it('stays dark or light as it was chosen', async () => {
    const page = await stage().visit('/', { colorScheme: 'light' });
    const scheme = (): Promise<string | undefined> =>
      page.evaluate(() => document.documentElement.dataset['mantineColorScheme']);
    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();

    await page.getByRole('button', { name: 'Colour scheme' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    expect(await scheme()).toBe('dark');
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

  it('follows the system until something is chosen', async () => {
    const page = await stage().visit('/', { colorScheme: 'dark' });
    const scheme = (): Promise<string | undefined> =>
      page.evaluate(() => document.documentElement.dataset['mantineColorScheme']);
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    expect(await scheme()).toBe('dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.waitForFunction(() => document.documentElement.dataset['mantineColorScheme'] === 'light');
  });
});
