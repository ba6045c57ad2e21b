import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { timelineOf } from '../support/chart.js';
import { history } from '../support/history.js';
import { eventually } from '../support/screen.js';
import { ADMIN } from '../support/server.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

const MAX_TABS = 40;

describeInBrowser('a keyboard user', () => {
  const stage = useStage(history);

  /** Presses Tab until the focus is on the element with this role and name. */
  const tabTo = async (page: Page, role: 'link' | 'button' | 'textbox', name: RegExp): Promise<void> => {
    const wanted = page.getByRole(role, { name }).first();
    for (let step = 0; step < MAX_TABS; step++) {
      await page.keyboard.press('Tab');
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`${String(name)} can't be reached with Tab`);
  };

  it('logs in and opens a session from the list', async () => {
    const page = await stage().openPage('/', { as: null, expected: ['401 GET /api/v2/auth/me'] });
    await page.getByLabel('Username').waitFor();
    await page.keyboard.type(ADMIN.username);
    await page.keyboard.press('Tab');
    await page.keyboard.type(ADMIN.password);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();

    await tabTo(page, 'link', /^Sessions$/);
    await page.keyboard.press('Enter');
    const first = page.getByRole('link', { name: /^Open a session of/ }).first();
    await first.waitFor();
    const username = await first.locator('bdi').innerText();
    await tabTo(page, 'link', /^Open a session of/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: username, level: 1 }).waitFor();
    await page.getByTestId('trail').waitFor();
  });

  it('skips the navigation to reach the content', async () => {
    const page = await stage().openPage('/');
    await timelineOf(page).getByTestId('chart').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
  });

  it('chooses a window, and the focus returns to the window picker', async () => {
    const page = await stage().openPage('/');
    await timelineOf(page).getByTestId('chart').waitFor();
    await tabTo(page, 'button', /^Last 7 days/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Last 30 days' }).waitFor();
    await tabTo(page, 'button', /^Last 30 days/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/?range=30d');
    await eventually(async () => {
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Last 30 days');
    });
  });
});
