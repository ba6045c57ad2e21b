import { addAxe, expectAccessible } from './accessibility.js';
import { expectFits } from './layout.js';
import { eventually } from './screen.js';
import type { Open } from './open-screen.js';
import type { PageOptions, Stage } from './stage.js';

/** Folder for screenshots of the screens. Without it, the tests take none. */
const SHOTS = process.env['DWELL_SHOTS'];

export const WIDTHS = [360, 390, 768, 1366, 2560];
const SCHEMES = ['light', 'dark'] as const;
export const HEIGHT = 900;

/** How long a page may take to settle after a change of its width, or while it loads new figures, in milliseconds. */
export const SETTLE_MS = 5_000;

/** Returns what is wrong with a screen at any width in one colour scheme. */
const findFaults = async (
  stage: Stage,
  name: string,
  open: Open,
  options: PageOptions,
): Promise<string[]> => {
  const faults: string[] = [];
  const page = await stage.newPage({ reducedMotion: 'reduce', ...options });
  await addAxe(page);
  await page.setViewportSize({ width: WIDTHS[0] ?? 0, height: HEIGHT });
  await open(page);
  for (const width of WIDTHS) {
    const where = `${name} at ${String(width)} px, ${options.colorScheme ?? ''}`;
    await page.setViewportSize({ width, height: HEIGHT });
    for (const expectGood of [expectFits, expectAccessible]) {
      try {
        await eventually(() => expectGood(page, where), SETTLE_MS);
      } catch (error) {
        faults.push(String(error));
      }
    }
    if (SHOTS !== undefined) {
      const path = `${SHOTS}/${name}-${String(width)}-${options.colorScheme ?? ''}.png`;
      await page.screenshot({ path, fullPage: true });
    }
  }
  await page.context().close();
  return faults;
};

/**
 * Asserts that a screen fits and is accessible at every width, light and dark. The light page and the dark one are checked
 * at the same time, because one uses a single core.
 */
export const expectGoodScreen = async (
  stage: Stage,
  name: string,
  open: Open,
  options: PageOptions = {},
): Promise<void> => {
  const faults = await Promise.all(
    SCHEMES.map((colorScheme) => findFaults(stage, name, open, { colorScheme, ...options })),
  );
  if (faults.flat().length > 0) throw new Error(faults.flat().join('\n'));
};
