import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { addAxe, expectAccessible } from '../support/accessibility.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { session } from '../support/history.js';
import { eventually } from '../support/screen.js';
import { useStage } from '../support/stage.js';

const HOUR = 3_600_000;

describeInBrowser('the command palette', () => {
  const stage = useStage(() =>
    ['anna', 'Zoë', 'bob'].flatMap((username, index) =>
      session(username, Date.now() - (index + 2) * HOUR, [
        [0, 'visible', ['/orders']],
        [60, 'visible', ['/invoices', 'Open']],
        [120, 'left', ['/invoices', 'Open']],
      ]),
    ),
  );

  const openPalette = async (page: Page): Promise<void> => {
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    await page.keyboard.press('Control+K');
    await page.getByRole('dialog', { name: 'Go to a page, view or person' }).waitFor();
  };

  const names = (page: Page): Promise<string[]> =>
    page.getByRole('dialog').getByRole('option').allInnerTexts();

  it('goes to a person by a part of the name, with the keyboard alone', async () => {
    const page = await stage().openPage('/');
    await openPalette(page);
    await page.keyboard.type('zoe');
    await eventually(async () => expect(await names(page)).toEqual(['Zoë']));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/people\?usernames=Zo/);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('goes to a view, and keeps the filters of the page', async () => {
    const page = await stage().openPage('/sessions?range=30d');
    await openPalette(page);
    await page.keyboard.type('inv');
    await eventually(async () => expect(await names(page)).toEqual(['/invoices']));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/views\?/);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      range: '30d',
      view: '/invoices',
    });
  });

  it('lists the pages, and goes to the one that the arrow keys choose', async () => {
    const page = await stage().openPage('/sessions');
    await openPalette(page);
    await eventually(async () =>
      expect((await names(page)).slice(0, 3)).toEqual(['Overview', 'Live', 'Views']),
    );
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/live*');
  });

  it('opens with a button, says when nothing is found, closes with Escape, and gives the focus back', async () => {
    const page = await stage().newPage();
    await addAxe(page);
    await page.goto('/');
    const button = page.getByRole('button', { name: 'Go to a page, view or person' });
    await button.click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('no such name');
    await page.getByText('No page, view or person has this in the name').waitFor();
    await expectAccessible(page, 'the palette without a result');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await eventually(async () => {
      expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    });
  });
});
