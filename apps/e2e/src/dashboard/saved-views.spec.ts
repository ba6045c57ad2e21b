import { expect, it } from '@jest/globals';
import type { SavedViewsAnswer } from '@dwell/shared';
import type { Locator, Page } from 'playwright-core';
import { hasChart } from '../support/open-screen.js';
import { history, MARCH_WEEK } from '../support/history.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { eventually, expectInSearch, searchOf } from '../support/screen.js';
import { useStage } from '../support/stage.js';

const IN_MARCH = `from=${MARCH_WEEK.from / 1000}&to=${MARCH_WEEK.to / 1000}`;

describeInBrowser('the menu of saved views', () => {
  const stage = useStage(history);

  const openMenu = async (page: Page): Promise<Locator> => {
    await page.getByRole('button', { name: 'Saved views' }).click();
    const menu = page.getByRole('menu');
    await menu.getByText('Yours').waitFor();
    return menu;
  };

  const save = async (page: Page, name: string, who?: string): Promise<void> => {
    await (await openMenu(page)).getByRole('menuitem', { name: 'Save this view' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save this view' });
    await dialog.getByLabel('Name').fill(name);
    if (who !== undefined) await dialog.getByLabel('Who sees it').selectOption(who);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText(`${name} is saved.`).waitFor();
    await dialog.waitFor({ state: 'detached' });
  };

  const open = async (page: Page, name: string): Promise<void> => {
    const item = (await openMenu(page)).getByRole('menuitem', { name });
    await item.click();
  };

  const manage = async (page: Page): Promise<Locator> => {
    await (await openMenu(page)).getByRole('menuitem', { name: 'Manage saved views' }).click();
    const dialog = page.getByRole('dialog', { name: 'Manage saved views' });
    await dialog.getByRole('list', { name: 'Manage saved views' }).waitFor();
    return dialog;
  };

  /** Creates an analyst, who has chosen a password. */
  const newAnalyst = async (page: Page, username: string) => {
    const as = { username, password: 'violet umbrella 42' };
    const body = { ...as, role: 'analyst', must_change_password: false };
    expect((await page.request.post('/api/v2/users', { data: body })).status()).toBe(201);
    return as;
  };

  /** Returns the text of the page, once all its figures are drawn. */
  const pictureOf = async (page: Page): Promise<string> => {
    await hasChart(page);
    await eventually(async () => {
      expect(await page.locator('main').getByText('Loading…').count()).toBe(0);
    });
    return page.locator('main').innerText();
  };

  it('saves a page with its filters, and shows the same page and figures when it is opened from another page', async () => {
    const page = await stage().openPage(
      `/?${IN_MARCH}&tz=UTC&view=%2Fmap&usernames=ann&usernames=Dora+M%C3%BCller`,
    );
    const picture = await pictureOf(page);
    const search = searchOf(page);
    await save(page, 'Maps in March');

    await page.goto('/sessions?state=ended&min_duration=60&sort=username&range=30d');
    await open(page, 'Maps in March');
    await eventually(async () => {
      expect(new URL(page.url()).pathname).toBe('/');
      expect(searchOf(page)).toEqual(search);
      expect(await pictureOf(page)).toBe(picture);
    });
    const item = (await openMenu(page)).getByRole('menuitem', { name: 'Maps in March' });
    expect(await item.getAttribute('aria-current')).toBe('page');
  });

  it('keeps none of the filters of the page that was open before', async () => {
    const page = await stage().openPage('/people');
    await save(page, 'All people');
    await page.goto(`/sessions?${IN_MARCH}&view=%2Fmap&usernames=ann&state=ended`);
    await open(page, 'All people');
    await eventually(() => {
      expect([new URL(page.url()).pathname, searchOf(page)]).toEqual(['/people', {}]);
      return Promise.resolve();
    });
    await page.goBack();
    await expectInSearch(page, { view: '/map', usernames: 'ann', state: 'ended' });
  });

  it('renames, shares, changes and removes saved views', async () => {
    const page = await stage().openPage('/sessions?range=30d');
    await save(page, 'before');
    await page.goto('/sessions?range=today');
    const dialog = await manage(page);
    await dialog.getByRole('button', { name: 'Rename before' }).click();
    const form = page.getByRole('dialog', { name: 'Rename saved view' });
    await form.getByLabel('Name').fill('after');
    await form.getByRole('button', { name: 'Rename' }).click();

    await dialog.getByRole('button', { name: 'Share after with everybody who may see the figures' }).click();
    await dialog.getByRole('button', { name: 'Stop sharing after' }).waitFor();
    await dialog
      .getByRole('button', { name: 'Update after to the page and the filters that are open now' })
      .click();
    await page.getByText('after now opens this page with these filters.').waitFor();
    const { saved_views } = await stage().server.get<SavedViewsAnswer>('saved-views', {});
    expect(saved_views.find(({ name }) => name === 'after')).toMatchObject({
      page: 'sessions',
      query: 'range=today',
      shared: true,
    });

    await dialog.getByRole('button', { name: 'Remove after' }).click();
    await page.getByRole('dialog', { name: 'Remove after?' }).getByRole('button', { name: 'Remove' }).click();
    await page.getByText('after is removed.').waitFor();
    await page.keyboard.press('Escape');
    expect(await (await openMenu(page)).getByRole('menuitem', { name: 'after' }).count()).toBe(0);
  });

  it('says beside the name that the name is taken', async () => {
    const page = await stage().openPage('/', { expected: ['409 POST /api/v2/saved-views'] });
    await save(page, 'taken');
    await (await openMenu(page)).getByRole('menuitem', { name: 'Save this view' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save this view' });
    await dialog.getByLabel('Name').fill('taken');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Name is the name of a saved view that you have already').waitFor();
  });

  it('shows what others share, and lets only admins remove it', async () => {
    const page = await stage().openPage(`/?${IN_MARCH}`);
    const as = await newAnalyst(page, 'colleague');
    await save(page, 'for all', 'Everybody who may see the figures');
    await save(page, 'for me');

    const colleague = await stage().openPage('/sessions', { as });
    const menu = await openMenu(colleague);
    expect(await menu.getByRole('menuitem', { name: 'for me' }).count()).toBe(0);
    await menu.getByRole('menuitem', { name: /^for all.*by admin/ }).click();
    await eventually(() => {
      expect(`${new URL(colleague.url()).pathname}${new URL(colleague.url()).search}`).toBe(`/?${IN_MARCH}`);
      return Promise.resolve();
    });
    await save(colleague, 'of a colleague', 'Everybody who may see the figures');
    const own = await manage(colleague);
    expect(await own.getByRole('listitem').count()).toBe(1);

    await page.reload();
    const all = await manage(page);
    expect(await all.getByRole('button', { name: 'Rename of a colleague' }).count()).toBe(0);
    await all.getByRole('button', { name: 'Remove of a colleague' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('of a colleague is removed.').waitFor();
  });
});
