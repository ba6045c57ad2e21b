import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { present } from '../support/history.js';
import { ADMIN } from '../support/server.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

const NOT_LOGGED_IN = '401 GET /api/v2/auth/me';

describeInBrowser('the login', () => {
  const stage = useStage(() => present(Date.now()));

  const logIn = async (page: Page, password: string): Promise<void> => {
    await page.getByLabel('Username').fill(ADMIN.username);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
  };

  it('says that the password is wrong, and lets the user try again', async () => {
    const page = await stage().openPage('/', {
      as: null,
      expected: [NOT_LOGGED_IN, '401 POST /api/v2/auth/login'],
    });
    await logIn(page, 'not the password');
    await page.getByRole('alert').getByText('The username or the password is wrong.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/login');

    await logIn(page, ADMIN.password);
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
  });

  it('leads to the requested page with its filters', async () => {
    const asked = '/sessions?range=30d&usernames=ann&usernames=bob&state=ended';
    const page = await stage().openPage(asked, { as: null, expected: [NOT_LOGGED_IN] });
    await logIn(page, ADMIN.password);
    await page.getByRole('heading', { name: 'Sessions', level: 1 }).waitFor();
    const { pathname, search } = new URL(page.url());
    expect(pathname + search).toBe(asked);
  });

  it('never leads to another site', async () => {
    for (const target of ['//evil.example/', 'https://evil.example/']) {
      const page = await stage().openPage(`/login?to=${encodeURIComponent(target)}`, { as: null });
      await logIn(page, ADMIN.password);
      await page.getByRole('navigation', { name: 'Pages' }).waitFor();
      expect(new URL(page.url()).origin).toBe(stage().server.url);
    }
  });

  it('is needed again after a logout, also when going back in the browser', async () => {
    const page = await stage().openPage('/sessions', { expected: [NOT_LOGGED_IN] });
    await page.getByRole('button', { name: 'Account of admin' }).click();
    await page.getByRole('menuitem', { name: 'Log out', exact: true }).click();
    await page.getByRole('heading', { name: 'Log in to Dwell' }).waitFor();

    await page.goBack();
    await page.getByRole('heading', { name: 'Log in to Dwell' }).waitFor();
    expect((await page.request.get('/api/v2/auth/me')).status()).toBe(401);
  });
});
