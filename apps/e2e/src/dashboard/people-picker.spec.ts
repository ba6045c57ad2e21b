import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { session } from '../support/history.js';
import { eventually, expectSearch, searchOf } from '../support/screen.js';
import { useStage } from '../support/stage.js';

const LONG = `${'l'.repeat(500)} end of name`;

/** Returns the sessions of sixty people, and 120 later sessions of one other person. */
const people = () => {
  const now = Date.now();
  const names = [
    ...['Zoë Müller', 'zoe', 'Joanna', 'anna', 'a_b%c', '日本', LONG],
    ...Array.from({ length: 53 }, (_, n) => `person ${String(n).padStart(2, '0')}`),
  ];
  return [
    ...names.flatMap((name, n) => session(name, now - 7_200_000 + n * 1_000, [[1, 'visible', ['/orders']]])),
    ...Array.from({ length: 120 }, (_, n) =>
      session('busy', now - 3_600_000 + n * 10_000, [[1, 'visible', ['/orders']]], { client: `client ${n}` }),
    ).flat(),
  ];
};

describeInBrowser('the people picker', () => {
  const stage = useStage(people);

  const pickerOf = (page: Page) => page.getByRole('combobox', { name: 'Users' });
  const optionsOf = async (page: Page): Promise<string[]> =>
    (await page.getByRole('option').allInnerTexts()).map((text) => text.split('\n')[0]?.trim() ?? '');

  it.each([
    ['ZOE', ['zoe', 'Zoë Müller']],
    ['mull', ['Zoë Müller']],
    ['anna', ['anna', 'Joanna']],
    ['_b%', ['a_b%c']],
    ['本', ['日本']],
    ['person 5', ['person 50', 'person 51', 'person 52']],
  ])('finds by “%s” everybody whose name has the text anywhere', async (typed, names) => {
    const page = await stage().openPage('/sessions');
    await pickerOf(page).fill(typed);
    await eventually(async () => {
      expect(await optionsOf(page)).toEqual(names);
    });
  });

  it('picks people by keyboard, and keeps them while others are searched', async () => {
    const page = await stage().openPage('/');
    await pickerOf(page).fill('mull');
    await page.getByRole('option', { name: 'Zoë Müller' }).waitFor();
    await page.keyboard.press('Enter');
    await expectSearch(page, { usernames: 'Zoë Müller' });
    await pickerOf(page).fill('person 1');
    await page.getByRole('option', { name: 'person 12' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expectSearch(page, { usernames: ['Zoë Müller', 'person 11'] });
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expectSearch(page, {});
  });

  it('says that it searches, that nobody is found, and that there are more people than it shows', async () => {
    const page = await stage().openPage('/');
    await pickerOf(page).click();
    await page
      .getByRole('listbox')
      .getByText('20 people shown. Type a part of a name to find others.')
      .waitFor();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/v2/people?*search=nobody*', async (route) => {
      await held;
      await route.continue();
    });
    await pickerOf(page).fill('nobody of this name');
    await page.getByRole('status').getByText('Searching…').waitFor({ state: 'attached' });
    await page.getByRole('listbox').getByText('Searching…').waitFor();
    expect(await page.getByRole('option').count()).toBe(0);
    release();
    await page.getByRole('listbox').getByText('Nobody found').waitFor();
    await page.getByRole('status').getByText('Nobody found').waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    expect(searchOf(page)).toEqual({});

    await pickerOf(page).fill('person');
    await page
      .getByRole('listbox')
      .getByText('20 people shown. Type more of a name to find others.')
      .waitFor();
  });

  it('aborts the search for an earlier text', async () => {
    const page = await stage().openPage('/');
    await page.route('**/api/v2/people?*search=zo&*', () => undefined);
    const aborted = page.waitForEvent('requestfailed', (request) => request.url().includes('search=zo&'));
    const sent = page.waitForRequest((request) => request.url().includes('search=zo&'));
    await pickerOf(page).fill('zo');
    await sent;
    await pickerOf(page).fill('zoe');
    expect((await aborted).failure()?.errorText).toBe('net::ERR_ABORTED');
    await eventually(async () => {
      expect(await optionsOf(page)).toEqual(['zoe', 'Zoë Müller']);
    });
  });

  it('picks a name of 512 characters, which does not make the page scroll sideways', async () => {
    const page = await stage().openPage('/', { viewport: { width: 390, height: 800 } });
    await pickerOf(page).fill('end of name');
    await page.getByRole('option').getByText('nd of name').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Clear filters' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(searchOf(page)).toEqual({ usernames: LONG });
  });

  it('lists exactly the user who is picked in the session list’s own box', async () => {
    const page = await stage().openPage('/sessions');
    const box = page.getByRole('combobox', { name: 'Username begins with…' });
    await box.fill('muller');
    await page.getByRole('option', { name: 'Zoë Müller' }).click();
    await expectSearch(page, { usernames: 'Zoë Müller' });
    await page.getByRole('link', { name: 'Open a session of Zoë Müller' }).waitFor();
    expect(await box.inputValue()).toBe('');
    await box.fill('zoe');
    await page.getByRole('option', { name: /^zoe/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expectSearch(page, { usernames: 'zoe' });
    await box.fill('nobody of this name');
    await page.getByRole('option', { name: 'Nobody found' }).waitFor();
  });

  it('says in the session list’s own box that a text without a pick lists names that begin with exactly this text', async () => {
    const page = await stage().openPage('/sessions');
    await page.getByRole('combobox', { name: 'Username begins with…' }).fill('muller');
    await page
      .getByRole('option', { name: 'list the users whose names begin with exactly “muller”' })
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Only users whose names begin with exactly “muller” are listed.').waitFor();
    expect(searchOf(page)).toEqual({ username: 'muller' });
  });
});
