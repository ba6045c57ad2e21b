import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { history, MARCH_WEEK } from '../support/history.js';
import { eventually } from '../support/screen.js';
import { useStage } from '../support/stage.js';

const WEEK = `from=${MARCH_WEEK.from / 1000}&to=${MARCH_WEEK.to / 1000}&tz=Asia/Kathmandu`;

/** The width of A4 paper between margins of 12 mm, in CSS pixels. */
const A4_PX = 703;

describeInBrowser('a printed page', () => {
  const stage = useStage(history);

  const openOverview = async (filters = ''): Promise<Page> => {
    const page = await stage().openPage(`/?${WEEK}${filters}`, { colorScheme: 'dark' });
    await page.getByTestId('view-row').first().waitFor();
    await page.getByTestId('peak').waitFor();
    return page;
  };

  it('says the time and the filters of its figures, and has no buttons', async () => {
    const page = await openOverview('&usernames=ann&usernames=bob&view=/orders');
    await page.emulateMedia({ media: 'print' });
    await page.getByText(/^.*2025.* \(Asia\/Kathmandu\) · view \/orders · only ann, bob$/).waitFor();
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(await page.getByRole('region', { name: 'Filters' }).isVisible()).toBe(false);
    expect(await page.getByRole('main').locator('.mantine-Button-root:visible').count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });
    expect(await page.getByText(/ · view \/orders · only ann, bob$/).isVisible()).toBe(false);
    await page.getByRole('region', { name: 'Filters' }).waitFor();
  });

  it('keeps what was chosen and typed on a list, without the other choices and the empty fields', async () => {
    const page = await stage().openPage(`/sessions?${WEEK}&state=ended&username=a`);
    await page.getByRole('table', { name: 'Sessions' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    const main = page.getByRole('main');
    await main.getByText('Ended', { exact: true }).first().waitFor();
    expect(await main.getByText('Active', { exact: true }).filter({ visible: true }).count()).toBe(0);
    const fields = await main
      .locator('input:not([type="radio"])')
      .filter({ visible: true })
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    expect(fields).toContain('a');
    expect(fields).not.toContain('');
  });

  it('has light colours, and those of the screen again afterwards', async () => {
    const page = await openOverview();
    const expectColors = (expected: string): Promise<void> =>
      eventually(async () => {
        const scheme = await page.evaluate(() => document.documentElement.dataset['mantineColorScheme']);
        expect(scheme).toBe(expected);
      });
    await expectColors('dark');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expectColors('light');
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await expectColors('dark');
  });

  it('fits the width of the paper, although charts can’t be drawn anew for it', async () => {
    const page = await openOverview();
    // Browsers do not call the charts' ResizeObserver before they print. Copies of the charts have no observer.
    await page.evaluate(() => {
      document.querySelectorAll('.recharts-responsive-container').forEach((container) => {
        const copy = container.cloneNode(true);
        container.replaceWith(copy);
      });
    });
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: A4_PX, height: 1000 });
    const widths = await page
      .locator('.recharts-surface')
      .evaluateAll((drawings) =>
        drawings.map((drawing) => [
          Number(drawing.getAttribute('width')) > document.documentElement.clientWidth,
          drawing.getBoundingClientRect().right <= document.documentElement.clientWidth,
        ]),
      );
    expect(widths).toContainEqual([true, true]);
    expect(widths.every(([, fits]) => fits)).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(A4_PX);
  });
});
