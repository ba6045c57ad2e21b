import { describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
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

  it('first asks users for a password of their own if somebody else has given them the present one, and then leads to the page that they asked for', async () => {
    const given = { username: 'ada', password: 'violet umbrella 42' };
    const admin = await stage().openPage('/');
    expect((await admin.request.post('/api/v2/users', { data: given })).status()).toBe(201);

    const page = await stage().openPage('/sessions?range=30d', { as: given, expected: ['400 POST'] });
    await page.getByRole('heading', { name: 'Choose a password of your own' }).waitFor();
    expect((await page.request.get('/api/v2/sessions')).status()).toBe(403);
    await page.goto('/');
    await page.getByLabel('Password that you were given').fill(given.password);
    await page.getByLabel('New password').fill(given.password);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('New password must differ from the current password').waitFor();
    await page.goto('/sessions?range=30d');
    await page.getByLabel('Password that you were given').fill(given.password);
    await page.getByLabel('New password').fill('an own horse battery');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('heading', { name: 'Sessions', level: 1 }).waitFor();
    await page.goto('/first-password');
    await page.getByRole('button', { name: 'Account of ada' }).waitFor();
    expect(await stage().server.logIn('ada', given.password)).toBe(401);
  });

  it('is in the list of the user’s own logins, in which the user ends the other ones', async () => {
    const other = await stage().openPage('/sessions', { expected: ['401 GET'] });
    await other.getByRole('heading', { name: 'Sessions', level: 1 }).waitFor();
    const page = await stage().openPage('/');
    await page.getByRole('button', { name: 'Account of admin' }).click();
    await page.getByRole('menuitem', { name: 'Your logins' }).click();
    const list = page.getByRole('dialog').getByRole('list', { name: 'Your logins' });
    await list.getByText('This one').waitFor();
    expect(await list.getByText('This one').count()).toBe(1);
    const before = await list.getByRole('listitem').count();
    // The login that was used last comes first in the list: that of the other page.
    await list.getByRole('button', { name: 'End the login with' }).first().click();
    await list
      .getByRole('listitem')
      .nth(before - 1)
      .waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByText('All your other logins have ended.').waitFor();
    expect(await list.getByRole('listitem').count()).toBe(1);
    expect((await page.request.get('/api/v2/auth/me')).status()).toBe(200);
    expect((await other.request.get('/api/v2/auth/me')).status()).toBe(401);
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

  describe('with a second factor', () => {
    const user = { username: 'ann', password: 'violet umbrella 42' };
    const LOGIN_REFUSED = '401 POST /api/v2/auth/login';
    const STEP_MS = 30_000;

    const openAccount = async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: `Account of ${user.username}` }).click();
      await page.getByRole('menuitem', { name: 'Second factor' }).click();
    };
    const enterPassword = async (page: Page): Promise<void> => {
      await page.getByLabel('Username').fill(user.username);
      await page.getByLabel('Password', { exact: true }).fill(user.password);
      await page.getByRole('button', { name: 'Log in' }).click();
    };
    const logOut = async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: `Account of ${user.username}` }).click();
      await page.getByRole('menuitem', { name: 'Log out', exact: true }).click();
    };
    /**
     * Returns the code that an app shows `stepsLater` steps of 30 seconds from now. The server accepts the code of the
     * next step too.
     */
    const codeOf = (secret: string, stepsLater: number): string =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({
        timestamp: Date.now() + stepsLater * STEP_MS,
      });

    it('asks for a code of the app or a recovery code, until the second factor is turned off', async () => {
      const admin = await stage().newPage();
      await admin.request.post('/api/v2/users', {
        data: { ...user, role: 'analyst', must_change_password: false },
      });
      const page = await stage().openPage('/', {
        as: user,
        expected: [NOT_LOGGED_IN, LOGIN_REFUSED, '400 POST /api/v2/auth/second-factor/confirm'],
      });

      await openAccount(page);
      const dialog = page.getByRole('dialog', { name: 'Second factor' });
      await dialog.getByRole('button', { name: 'Turn on' }).click();
      await dialog.getByLabel('Password', { exact: true }).fill(user.password);
      await dialog.getByRole('button', { name: 'Next' }).click();
      await dialog.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
      const secret = (await dialog.getByTestId('secret').innerText()).replace(/ /g, '');
      await dialog.getByRole('textbox', { name: 'Code' }).fill('no code');
      await dialog.getByRole('button', { name: 'Turn on' }).click();
      await dialog.getByText('Code is wrong').waitFor();
      await dialog.getByRole('textbox', { name: 'Code' }).fill(codeOf(secret, 0));
      await dialog.getByRole('button', { name: 'Turn on' }).click();
      const codes = page.getByRole('dialog', { name: 'Recovery codes' });
      const [first = '', second = ''] = (await codes.getByTestId('secret').innerText()).trim().split('\n');
      await codes.getByRole('button', { name: 'I have saved it' }).click();
      await logOut(page);

      await enterPassword(page);
      const field = page.getByRole('textbox', { name: 'Code', exact: true });
      expect(await field.getAttribute('autocomplete')).toBe('one-time-code');
      expect(await field.getAttribute('inputmode')).toBe('numeric');
      await field.fill('000000');
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByRole('alert').getByText('The code is wrong, or was used before.').waitFor();
      // The second factor was turned on with the code of this step, so the login needs the next code.
      await field.fill(codeOf(secret, 1));
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByRole('navigation', { name: 'Pages' }).waitFor();
      await logOut(page);

      await enterPassword(page);
      await page.getByRole('button', { name: 'Use a recovery code' }).click();
      await page.getByLabel('Recovery code').fill(first);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByRole('navigation', { name: 'Pages' }).waitFor();

      await openAccount(page);
      await dialog.getByText('You have 9 recovery codes left.').waitFor();
      await dialog.getByRole('button', { name: 'Turn off' }).click();
      const turnOff = page.getByRole('dialog', { name: 'Turn off the second factor' });
      await turnOff.getByLabel('Password', { exact: true }).fill(user.password);
      await turnOff.getByRole('textbox', { name: 'Code' }).fill(second);
      await turnOff.getByRole('button', { name: 'Turn off' }).click();
      await page.getByText('Your second factor is off.').waitFor();
      await logOut(page);
      await enterPassword(page);
      await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    });
  });
});
