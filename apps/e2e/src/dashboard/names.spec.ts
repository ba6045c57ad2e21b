import { expect, it } from '@jest/globals';
import type { SessionsAnswer } from '@dwell/shared';
import type { Locator, Page } from 'playwright-core';
import { AWKWARD_NAMES, awkwardHistory } from '../support/awkward-names.js';
import { timelineOf } from '../support/chart.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { eventually } from '../support/screen.js';
import { useStage } from '../support/stage.js';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const { word, override, rightToLeft } = AWKWARD_NAMES;

/** Returns the visible text of an element: its shown characters and marks, in the order in which they are drawn. */
const shownText = (element: Locator): Promise<string> =>
  element.evaluate((root) => {
    const shown: { left: number; text: string }[] = [];
    const add = (text: string, { left, width }: DOMRect): void => {
      if (width > 0) shown.push({ left, text });
    };
    for (const mark of root.querySelectorAll<HTMLElement>('[data-mark]')) {
      add(mark.dataset['mark'] ?? '', mark.getBoundingClientRect());
    }
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const size = text.parentElement?.getBoundingClientRect();
      if (!size || size.width === 0) continue;
      for (let index = 0; index < (text.textContent ?? '').length; index++) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + 1);
        add(range.toString(), range.getBoundingClientRect());
      }
    }
    return shown
      .sort((a, b) => a.left - b.left)
      .map(({ text }) => text)
      .join('');
  });

/** Returns the visible text of an element once it stays: a name is cut anew after the browser reports its new room. */
const settledText = async (element: Locator): Promise<string> => {
  let text = '';
  await eventually(async () => {
    const before = text;
    text = await shownText(element);
    expect(text).not.toBe('');
    expect(text).toBe(before);
  });
  return text;
};

describeInBrowser('a name', () => {
  const stage = useStage(() => awkwardHistory(Date.now()));

  const nameIn = (page: Page, name: string): Locator =>
    page.getByRole('table', { name: 'Sessions' }).locator('bdi').filter({ hasText: name }).first();

  const pathOfSession = async (username: string): Promise<string> => {
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', { 'usernames[]': username });
    return `/sessions/${sessions[0]?._id ?? ''}`;
  };

  const viewIn = (page: Page): Locator =>
    page.getByTestId('session-views-table').locator('bdi[data-cut]').first();

  const openSession = async (username: string): Promise<Page> => {
    const page = await stage().openPage(await pathOfSession(username));
    await page.getByTestId('trail').waitFor();
    await page.evaluate(async () => {
      await document.fonts.ready;
      await new Promise(requestAnimationFrame);
    });
    return page;
  };

  it('that is too long is cut in the middle, and its text stays whole for copying and screen readers', async () => {
    const page = await stage().openPage('/sessions');
    const name = nameIn(page, word);
    // The name is cut anew when a font arrives.
    await eventually(async () => {
      expect(await shownText(name)).toMatch(/^m{8,40}$/);
      const { left, right } = await name.evaluate((element) => {
        const dots = element.querySelector('[aria-hidden]')?.getBoundingClientRect();
        const box = element.getBoundingClientRect();
        return { left: (dots?.left ?? 0) - box.left, right: box.right - (dots?.right ?? 0) };
      });
      expect(Math.min(left, right)).toBeGreaterThan(40);
    });
    expect(await name.innerText()).toBe(word);
    await page.getByRole('link', { name: `Open a session of ${word}`, exact: true }).waitFor();
    const copied = await name.evaluate((element) => {
      getSelection()?.selectAllChildren(element);
      return getSelection()?.toString();
    });
    expect(copied).toBe(word);
  });

  it('that is cut is shown whole on hover, and on the focus of its link', async () => {
    const page = await stage().openPage('/sessions');
    const tooltip = page.getByRole('tooltip').getByText(word);
    await nameIn(page, word).hover();
    await tooltip.waitFor();
    await page.mouse.move(0, 0);
    await tooltip.waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: `Open a session of ${word}`, exact: true }).focus();
    await tooltip.waitFor();
  });

  it('that is cut is shown whole on a tap', async () => {
    const page = await stage().openPage('/', PHONE);
    await timelineOf(page).getByRole('button', { name: 'Show as table' }).tap();
    const name = page.getByTestId('chart-table').locator('th bdi[data-cut]').first();
    const text = await name.innerText();
    await name.tap();
    await page.getByRole('tooltip').getByText(text).waitFor();
  });

  it('is cut anew when the width of the page changes', async () => {
    const page = await openSession(word);
    const name = viewIn(page);
    const wide = (await settledText(name)).length;
    expect(wide).toBeGreaterThan(20);
    await page.setViewportSize({ width: 390, height: 844 });
    await eventually(async () => {
      const { length } = await shownText(name);
      expect(length).toBeLessThan(wide);
      expect(length).toBeGreaterThan(4);
    });
    await page.setViewportSize({ width: 1440, height: 900 });
    await eventually(async () => {
      expect((await shownText(name)).length).toBe(wide);
    });
  });

  it('is cut anew when a font arrives after it was cut, even if its room stays as wide', async () => {
    const page = await stage().newPage();
    let sendFonts = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      sendFonts = resolve;
    });
    await page.route('**/*.woff2', async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto(await pathOfSession(word));
    await viewIn(page).evaluate(({ parentElement }) => {
      Object.assign(parentElement?.style ?? {}, { display: 'block', width: '400px', overflow: 'hidden' });
    });
    const without = await settledText(viewIn(page));
    expect(without).toMatch(/^m{8,}$/);
    sendFonts();
    await eventually(async () => {
      const text = await shownText(viewIn(page));
      expect(text).toMatch(/^m{8,}$/);
      expect(text).not.toHaveLength(without.length);
    });
  });

  it('with a right-to-left override shows a mark, and does not turn the text around', async () => {
    const page = await openSession(override);
    const heading = page.getByRole('heading', { level: 1 });
    expect(await heading.locator('[data-mark]').getAttribute('data-mark')).toBe('U+202E');
    const link = page.getByRole('link', { name: /^Overview of/ });
    expect(await shownText(link)).toMatch(/^Overview of ?U\+202Etxt\.exe/);
    expect(await page.title()).not.toContain('\u202E');
  });

  it('that is one space shows a mark of its own beside the sign between a view and its tab', async () => {
    const page = await openSession(' ');
    const paths = page.getByTestId('trail-table').locator('bdi').filter({ hasText: '›' });
    await paths.first().waitFor();
    const shown = await Promise.all((await paths.all()).map(shownText));
    expect(shown).toContain('␣ › U+200BU+2060U+FEFF');
  });

  it('that is blank shows how many spaces it has', async () => {
    const page = await stage().openPage('/sessions');
    await eventually(async () => {
      const names = page.getByRole('table', { name: 'Sessions' }).locator('a bdi');
      const shown = await Promise.all((await names.all()).map(shownText));
      expect(shown.filter((text) => text === '␣×500')).toHaveLength(1);
      expect(shown.filter((text) => text === '␣')).toHaveLength(1);
    });
  });

  it('that is written from right to left leaves the text around it in order', async () => {
    const page = await openSession(rightToLeft);
    const link = page.getByRole('link', { name: /^Overview of/ });
    expect(await shownText(link)).toMatch(/^Overview of/);
  });
});
