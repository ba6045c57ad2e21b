import { expect, it } from '@jest/globals';
import type { StartedSecondFactorAnswer } from '@dwell/shared';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

const OWN_PASSWORD = 'an own horse battery';

describeInBrowser('the settings', () => {
  const stage = useStage(() => []);

  const createUser = async (page: Page, username: string, role: string): Promise<void> => {
    await page.getByRole('button', { name: 'Create user' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create user' });
    await dialog.getByLabel('Username').fill(username);
    await dialog.getByLabel('Role').selectOption(role);
    await dialog.getByRole('button', { name: 'Create user' }).click();
  };

  /** Returns the secret that a dialog shows. Asserts that Escape does not close the dialog. */
  const takeSecret = async (page: Page, title: string): Promise<string> => {
    const dialog = page.getByRole('dialog', { name: title });
    const secret = (await dialog.getByTestId('secret').innerText()).trim();
    await page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(true);
    await dialog.getByRole('button').last().click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.locator('body').innerText()).not.toContain(secret);
    return secret;
  };

  /** As the user, replaces the password `given` with OWN_PASSWORD. */
  const choosePassword = async (username: string, given: string): Promise<void> => {
    const post = (path: string, body: object, cookie = '') =>
      fetch(`${stage().server.url}/api/v2/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
      });
    const { headers } = await post('login', { username, password: given });
    const cookie = headers.getSetCookie()[0]?.split(';')[0];
    const change = { current_password: given, new_password: OWN_PASSWORD };
    expect((await post('password', change, cookie)).status).toBe(204);
  };

  it('create a user whose password is shown once, and who sees no settings', async () => {
    const page = await stage().openPage('/settings');
    await createUser(page, 'ann', 'Analyst');
    const password = await takeSecret(page, 'Password of ann');
    await page.getByRole('row', { name: /^ann / }).waitFor();
    await page.reload();
    await page.getByRole('row', { name: /^ann / }).waitFor();
    expect(await page.locator('body').innerText()).not.toContain(password);

    const user = await stage().openPage('/login', { as: null, expected: ['401 GET /api/v2/auth/me'] });
    await user.getByLabel('Username').fill('ann');
    await user.getByLabel('Password', { exact: true }).fill(password);
    await user.getByRole('button', { name: 'Log in' }).click();
    await user.getByLabel('Password that you were given').fill(password);
    await user.getByLabel('New password').fill(OWN_PASSWORD);
    await user.getByRole('button', { name: 'Change password' }).click();
    await user.getByRole('button', { name: 'Account of ann' }).waitFor();
    expect(await user.getByRole('link', { name: 'Settings' }).count()).toBe(0);
    await user.goto('/settings/users');
    await user.getByRole('heading', { name: 'Nothing is recorded yet' }).waitFor();
    expect(new URL(user.url()).pathname).toBe('/');
    expect((await user.request.get('/api/v2/users')).status()).toBe(403);
  });

  it('change a role: the user has to log in again, and a former admin is led out of the settings', async () => {
    const page = await stage().openPage('/settings/users');
    await createUser(page, 'eve', 'Analyst');
    await choosePassword('eve', await takeSecret(page, 'Password of eve'));
    const as = { username: 'eve', password: OWN_PASSWORD };
    const user = await stage().openPage('/', { as, expected: ['401 GET /api/v2/'] });
    await page.getByLabel('Role of eve').selectOption('Admin');
    await page.getByText('The role of eve is now admin. Their logins have ended.').waitFor();
    await user.getByRole('button', { name: 'Log in' }).waitFor();

    const again = await stage().openPage('/settings/users', { as });
    await again.getByLabel('Role of eve').selectOption('Analyst');
    await again.getByRole('heading', { name: 'Nothing is recorded yet' }).waitFor();
    expect(new URL(again.url()).pathname).toBe('/');
    expect(await again.getByRole('link', { name: 'Settings' }).count()).toBe(0);
    expect((await again.request.get('/api/v2/auth/me')).status()).toBe(200);
  });

  it('say in the dialog why a user can’t be created', async () => {
    const page = await stage().openPage('/settings/users', { expected: ['409 POST /api/v2/users'] });
    await createUser(page, 'admin', 'Reporter');
    await page.getByRole('dialog').getByText('There is a user of this name already').waitFor();
  });

  it('reset a password, end the logins, and remove a user', async () => {
    const page = await stage().openPage('/settings/users');
    await createUser(page, 'bob', 'Analyst');
    const first = await takeSecret(page, 'Password of bob');

    await page.getByRole('button', { name: 'Actions for bob' }).click();
    await page.getByRole('menuitem', { name: 'Reset password' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset password' }).click();
    const second = await takeSecret(page, 'Password of bob');
    expect(second).not.toBe(first);
    expect(await stage().server.logIn('bob', first)).toBe(401);
    expect(await stage().server.logIn('bob', second)).toBe(200);

    await page.getByRole('button', { name: 'Actions for bob' }).click();
    await page.getByRole('menuitem', { name: 'End all logins' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End all logins' }).click();
    await page.getByText('All logins of bob have ended.').waitFor();

    await page.getByRole('button', { name: 'Actions for bob' }).click();
    await page.getByRole('menuitem', { name: 'Remove user' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove user' }).click();
    await page.getByRole('row', { name: /^bob / }).waitFor({ state: 'detached' });
    expect(await stage().server.logIn('bob', second)).toBe(401);
  });

  it('show who has a second factor, and remove it from somebody who lost the phone', async () => {
    const page = await stage().openPage('/settings/users');
    await createUser(page, 'cara', 'Analyst');
    const as = { username: 'cara', password: await takeSecret(page, 'Password of cara') };
    const { request } = (await stage().newPage({ as })).context();
    const password = 'chosen by cara';
    const change = { current_password: as.password, new_password: password };
    expect((await request.post('/api/v2/auth/password', { data: change })).status()).toBe(204);
    const start = await request.post('/api/v2/auth/second-factor/start', {
      data: { current_password: password },
    });
    const { secret, setup } = (await start.json()) as StartedSecondFactorAnswer;
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    const confirmed = await request.post('/api/v2/auth/second-factor/confirm', { data: { setup, code } });
    expect(confirmed.status()).toBe(200);
    expect(await stage().server.logIn('cara', password)).toBe(401);

    await page.reload();
    const row = page.getByRole('row', { name: /^cara / });
    await row.getByRole('cell', { name: 'On', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Actions for cara' }).click();
    await page.getByRole('menuitem', { name: 'Remove second factor' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove second factor' }).click();
    await page.getByText('cara has no second factor any more.').waitFor();
    await row.getByRole('cell', { name: 'Off', exact: true }).waitFor();
    expect(await stage().server.logIn('cara', password)).toBe(200);
    expect((await request.get('/api/v2/auth/me')).status()).toBe(401);
  });

  it.each(['a/../b?c#d', '100%25 & 🙂', '__proto__'])(
    'change and remove a user with the name %s',
    async (name) => {
      const page = await stage().openPage('/settings/users');
      await createUser(page, name, 'Analyst');
      await takeSecret(page, `Password of ${name}`);
      await page.getByLabel(`Role of ${name}`).selectOption('Reporter');
      await page.getByText(`The role of ${name} is now reporter. Their logins have ended.`).waitFor();
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Remove user' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove user' }).click();
      await page.getByLabel(`Role of ${name}`).waitFor({ state: 'detached' });
    },
  );

  it('create an API key with origins, an expiry and the right to session data, and show these and its maker in the list of keys', async () => {
    const page = await stage().openPage('/settings/api-keys', { expected: ['400 POST /api/v2/api-keys'] });
    await page.getByRole('button', { name: 'Create API key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create API key' });
    await dialog.getByLabel('Name').fill('notes');
    await dialog.getByLabel('Reports for').fill('ann');
    await dialog.getByLabel('Session data').selectOption('Yes');
    await dialog.getByLabel('Only for pages of').fill('https://a.example, b.example');
    await dialog.getByLabel('Expires').selectOption('In 30 days');
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await dialog.getByText('Only for pages of must be origins such as https://app.example.com').waitFor();
    await dialog.getByLabel('Only for pages of').fill('https://a.example http://localhost:4000');
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await takeSecret(page, 'API key notes');
    const row = await page.getByRole('row', { name: /^notes / }).innerText();
    for (const limit of [
      'Session data',
      'https://a.example',
      'http://localhost:4000',
      'until',
      'made by admin',
    ]) {
      expect(row.replace(/\s+/g, ' ')).toContain(limit);
    }
  });

  it('create an API key that works until it is revoked', async () => {
    const { server } = stage();
    const page = await stage().openPage('/settings/api-keys');
    await page.getByRole('button', { name: 'Create API key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create API key' });
    await dialog.getByLabel('Name').fill('shop');
    await dialog.getByLabel('Reports for').fill('ann');
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    const key = await takeSecret(page, 'API key shop');
    const row = page.getByRole('row', { name: /^shop / });
    await row.getByText('never').waitFor();

    expect(await server.status('POST', 'sessionstart', { key })).toBe(200);
    const body = { visible: true, path: ['/orders', 'open'] };
    expect(await server.status('POST', 'keepalive', { key, body })).toBe(200);
    // A reporter key sends keepalives, but reads nothing.
    expect(await server.status('GET', 'sessions', { key })).toBe(403);

    await row.getByRole('button', { name: 'Revoke shop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await row.waitFor({ state: 'detached' });
    expect(await server.status('POST', 'keepalive', { key, body })).toBe(401);
  });
});
