import { expect, it } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { session } from '../support/history.js';
import { useStage } from '../support/stage.js';

const VIEWS = '**/api/v2/statistics/views*';

/** 205 views, of which one has accents. */
const history = () =>
  ['/Übersicht', ...Array.from({ length: 204 }, (_, n) => `/page ${String(n)}`)].flatMap((view, n) =>
    session('ann', Date.now() - 7_200_000 + n * 10_000, [[5, 'visible', [view]]], { client: `client ${n}` }),
  );

describeInBrowser('the view picker', () => {
  const stage = useStage(history);

  const pickerOf = (page: Page) => page.getByRole('combobox', { name: 'View', exact: true });
  const noteOf = (page: Page, note: string) => page.getByRole('option', { name: note });

  it('says that it searches until the views are there', async () => {
    const page = await stage().openPage('/sessions');
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(VIEWS, async (route: Route) => {
      await held;
      await route.continue();
    });
    await pickerOf(page).click();
    await noteOf(page, 'Searching…').waitFor();
    expect(await page.getByText('No such view in this window').count()).toBe(0);
    release();
    await noteOf(page, '200 of 205 views shown. Type a part of a name to find others.').waitFor();
    await pickerOf(page).fill('/page');
    await noteOf(page, '200 of 204 views shown. Type more of a name to find others.').waitFor();
    await pickerOf(page).fill('nothing of this name');
    await page.getByText('No such view in this window').waitFor();
  });

  it('says what went wrong when the views can’t be loaded', async () => {
    const page = await stage().newPage({ expected: ['403 GET /api/v2/statistics/views'] });
    await page.route(VIEWS, (route) => route.fulfill({ status: 403, json: {} }));
    await page.goto('/sessions');
    await pickerOf(page).click();
    await noteOf(page, 'Your role doesn’t allow this.').waitFor();
    expect(await page.getByText('No such view in this window').count()).toBe(0);
  });

  it('finds a view by a text in another case and without accents', async () => {
    const page = await stage().openPage('/sessions');
    await pickerOf(page).fill('UBERSICHT');
    await page.getByRole('option', { name: '/Übersicht' }).waitFor();
    expect(await page.getByRole('option').count()).toBe(1);
  });
});
