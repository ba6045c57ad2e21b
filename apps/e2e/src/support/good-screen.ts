import type { Page } from 'playwright-core';
import { addAxe, expectAccessible, type Rules } from './accessibility.js';
import { expectFits } from './layout.js';
import type { Open } from './open-screen.js';
import { eventually } from './screen.js';

/** Folder for screenshots of the screens. Without it, the tests take none. */
const SHOTS = process.env['DWELL_SHOTS'];

/** `yes`: checks all rules at every width, light and dark, which takes three times as long. */
const EVERY_RULE = process.env['DWELL_EVERY_RULE'] === 'yes';

export const HEIGHT = 900;

/** How long a page may take to settle after a change of its width, or while it loads new figures, in milliseconds. */
export const SETTLE_MS = 5_000;

export const WIDTHS = [360, 390, 768, 1366, 2560] as const;

type Width = (typeof WIDTHS)[number];
type Scheme = 'light' | 'dark';

/**
 * The rules that axe-core checks, by colour scheme and width. axe-core takes most of the time. So all its rules are
 * checked once for each layout (a phone, a tablet, a wall screen), in the light scheme. In the dark scheme only the
 * colours differ, so there only the rule about contrast is checked, at the other widths.
 */
const RULES: Readonly<Record<Scheme, Partial<Record<Width, Rules>>>> = {
  light: { 360: 'all', 768: 'all', 2560: 'all' },
  dark: { 390: 'color-contrast', 1366: 'color-contrast' },
};

/** Returns what is wrong with a screen at any width, light and dark. */
const findFaults = async (page: Page, name: string, open: Open): Promise<string[]> => {
  const faults: string[] = [];
  const note = async (check: () => Promise<void>): Promise<void> => {
    try {
      await eventually(check, SETTLE_MS);
    } catch (error) {
      faults.push(String(error));
    }
  };
  await addAxe(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: WIDTHS[0], height: HEIGHT });
  await open(page);
  // A change of the width draws the charts and cuts the names anew, so it takes longer than one of the colours.
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const where = `${name} at ${String(width)} px, ${colorScheme}`;
      await note(() => expectFits(page, where));
      const rules = EVERY_RULE ? 'all' : RULES[colorScheme][width];
      if (rules !== undefined) await note(() => expectAccessible(page, where, rules));
      if (SHOTS !== undefined) {
        const path = `${SHOTS}/${name}-${String(width)}-${colorScheme}.png`;
        await page.screenshot({ path, fullPage: true });
      }
    }
  }
  return faults;
};

/**
 * Asserts that a screen fits at every width, light and dark, and that it is accessible where RULES says so. `open`
 * opens it in the empty `page`.
 */
export const expectGoodScreen = async (page: Page, name: string, open: Open): Promise<void> => {
  const faults = await findFaults(page, name, open);
  if (faults.length > 0) throw new Error(faults.join('\n'));
};
