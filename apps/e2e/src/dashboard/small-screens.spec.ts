import { expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { history, INTERRUPTED } from '../support/history.js';
import { eventually } from '../support/screen.js';
import { useStage } from '../support/stage.js';
import type { SessionsAnswer } from '@dwell/shared';
import { timelineOf } from '../support/chart.js';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

describeInBrowser('on phones, and in windows of other widths', () => {
  const stage = useStage(history);

  it('the tooltip of the chart stands below the bars', async () => {
    const page = await stage().openPage('/', PHONE);
    const bars = timelineOf(page).getByTestId('chart').getByTestId('bar');
    await bars.first().waitFor();
    await timelineOf(page).getByTestId('chart').scrollIntoViewIfNeeded();
    const box = await timelineOf(page).getByTestId('chart').boundingBox();
    await page.touchscreen.tap((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 120);
    const tooltip = timelineOf(page).getByTestId('tooltip-dock');
    await tooltip.locator('strong').waitFor();
    const top = (await tooltip.boundingBox())?.y ?? NaN;
    const bottoms = await bars.evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().bottom));
    expect(Math.max(...bottoms)).toBeLessThan(top);
  });

  it('the panel for another time window fits on the screen, and applies its window', async () => {
    const page = await stage().openPage('/', PHONE);
    await page.getByTestId('window-picker').tap();
    const apply = page.getByRole('button', { name: 'Apply' });
    await apply.waitFor();
    await eventually(async () => {
      const { x = NaN, width = NaN } = (await apply.boundingBox()) ?? {};
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(PHONE.viewport.width);
    });
    await apply.tap();
    await page.waitForURL(/from=\d+/);
  });

  it('the table of the chart shows the total without scrolling', async () => {
    const page = await stage().openPage('/', PHONE);
    await timelineOf(page).getByRole('button', { name: 'Show as table' }).tap();
    const frame = await page.getByRole('group', { name: 'Time on page over time' }).boundingBox();
    const total = await page
      .getByTestId('chart-table')
      .getByRole('columnheader', { name: 'Total' })
      .boundingBox();
    expect((total?.x ?? NaN) + (total?.width ?? NaN)).toBeLessThanOrEqual(
      (frame?.x ?? NaN) + (frame?.width ?? NaN),
    );
  });

  it('the list of views shows a name of common length in full', async () => {
    const page = await stage().openPage('/', PHONE);
    const row = page.getByTestId('view-row').filter({ hasText: '/customers' });
    await row.waitFor();
    await eventually(async () => {
      expect(await row.locator('[data-cut]').count()).toBe(0);
    });
  });

  it('the audit log, which has no link or button in its table, is scrolled sideways with the keyboard', async () => {
    const page = await stage().openPage('/settings/audit', PHONE);
    await page.getByRole('table', { name: 'Audit log' }).getByText('Log in').first().waitFor();
    expect(await page.getByRole('table').locator('a, button').count()).toBe(0);
    const frame = page.getByRole('group', { name: 'Audit log' });
    await page.getByRole('combobox', { name: 'What' }).focus();
    await page.keyboard.press('Tab');
    expect(await frame.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowRight');
    await eventually(async () => {
      expect(await frame.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
    });
  });

  it('each element that scrolls a table takes the keyboard’s focus', async () => {
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', {
      'usernames[]': INTERRUPTED.username,
    });
    const page = await stage().newPage({ viewport: { width: 240, height: 740 } });
    const found: { path: string; tabIndex: number }[] = [];
    for (const path of [
      '/sessions',
      `/sessions/${sessions[0]?._id ?? ''}`,
      '/settings/users',
      '/settings/api-keys',
      '/settings/audit',
    ]) {
      await page.goto(path);
      await page.getByRole('table').first().waitFor();
      const tabIndexes = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('main *')]
          .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX))
          .filter((element) => element.scrollWidth > element.clientWidth && element.querySelector('table'))
          .map((frame) => frame.tabIndex),
      );
      found.push(...tabIndexes.map((tabIndex) => ({ path, tabIndex })));
    }
    expect(found.length).toBeGreaterThan(1);
    expect(found).toEqual(found.map(({ path }) => ({ path, tabIndex: 0 })));
  });

  it.each([360, 560, 640, 768, 800, 1024, 1440])(
    'each row of figures reaches the right edge, in a window of %d px',
    async (width) => {
      const { sessions } = await stage().server.get<SessionsAnswer>('sessions', {
        'usernames[]': INTERRUPTED.username,
      });
      for (const path of ['/', `/sessions/${sessions[0]?._id ?? ''}`]) {
        const page = await stage().openPage(path, { viewport: { width, height: 800 } });
        const strip = page.locator('dl').first();
        await strip.waitFor();
        const { right, rows } = await strip.evaluate((element) => {
          const rights = new Map<number, number>();
          for (const figure of element.children) {
            const box = figure.getBoundingClientRect();
            rights.set(Math.round(box.top), Math.max(rights.get(Math.round(box.top)) ?? 0, box.right));
          }
          return { right: element.getBoundingClientRect().right, rows: [...rights.values()] };
        });
        for (const end of rows) expect(Math.abs(end - right)).toBeLessThanOrEqual(1);
      }
    },
  );

  it('the brand link has the name “Dwell” for screen readers, although a phone shows no text in it', async () => {
    const page = await stage().openPage('/', PHONE);
    await page.getByRole('banner').getByRole('link', { name: 'Dwell', exact: true }).waitFor();
  });
});

describeInBrowser('a page that does not exist', () => {
  const stage = useStage(() => []);

  it('has a main landmark, a title and a way home', async () => {
    const page = await stage().openPage('/no/such/page', { expected: ['404 GET /no/such/page'] });
    await page.getByRole('main').getByRole('heading', { name: 'Page not found' }).waitFor();
    expect(await page.title()).toBe('Page not found · Dwell');
    await page.getByRole('main').getByRole('link', { name: 'Go to the overview' }).click();
    await page.waitForURL((url) => url.pathname === '/');
  });
});
