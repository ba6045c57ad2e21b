import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

/** How long an assertion about the screen may take to hold, in milliseconds. */
const TIMEOUT_MS = 30_000;
const POLL_MS = 50;

/** Waits until an assertion about the screen holds. @throws the assertion's last error after a timeout. */
export const eventually = async (assertion: () => Promise<void>, timeoutMs = TIMEOUT_MS): Promise<void> => {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

const STEP_MS = 1_000;

/**
 * Lets time pass in a page whose clock the test moves, second by second. The page asks /readyz whether the server is
 * there. So each step also waits for an answer of /readyz: on a slow machine, the page's clock would otherwise run on
 * for seconds before the page has its answer.
 */
export const passTime = async (page: Page, ms: number): Promise<void> => {
  for (let left = ms; left > 0; left -= STEP_MS) {
    await page.clock.runFor(STEP_MS);
    await page.evaluate(async () => (await fetch('/readyz')).text());
  }
};

/**
 * Lets time pass in a page whose clock the test moves until `shown` is on the screen, at most `ms`. What is shown for
 * some seconds only could be gone again if all the time passed at once.
 */
export const passTimeUntil = async (page: Page, shown: Locator, ms: number): Promise<void> => {
  for (let left = ms; left > 0 && !(await shown.isVisible()); left -= STEP_MS) await passTime(page, STEP_MS);
  await shown.waitFor();
};

/** Reads `1,234` as a number. */
export const toNumber = (text: string): number => Number(text.replaceAll(',', ''));

const UNIT_SECONDS: Record<string, number> = { h: 3600, min: 60, s: 1 };

/** Reads `1 h 04 min` as seconds. */
export const inSeconds = (words: string): number =>
  [...words.matchAll(/([\d,.]+) (h|min|s)/g)].reduce(
    (sum, [, value = '', unit = '']) => sum + toNumber(value) * (UNIT_SECONDS[unit] ?? NaN),
    0,
  );

/** Returns the smallest unit, in seconds, in which the dashboard shows a duration of this many seconds. */
export const unitOf = (seconds: number): number => {
  if (seconds < 10) return 0.1;
  if (seconds < 3600) return 1;
  return seconds < 3_600_000 ? 60 : 3600;
};

/**
 * Reads the durations shown inside `within`, in exact seconds. Asserts that the three forms of each duration agree: the
 * words (to half their smallest unit), the text on hover and the machine-readable attribute.
 */
export const readDurations = async (within: Locator): Promise<number[]> => {
  const shown = await within.locator('time[data-seconds]').evaluateAll((elements) =>
    elements.map((element) => ({
      words: element.textContent,
      hover: (element as HTMLElement).title,
      machine: (element as HTMLTimeElement).dateTime,
      seconds: Number((element as HTMLElement).dataset['seconds']),
    })),
  );
  return shown.map(({ words, hover, machine, seconds }) => {
    expect(toNumber(hover.replace(' s', ''))).toBe(seconds);
    expect(machine).toBe(`PT${String(seconds)}S`);
    if (words.startsWith('<')) expect(seconds).toBeLessThan(0.05);
    else expect(Math.abs(inSeconds(words) - seconds)).toBeLessThanOrEqual(unitOf(seconds) / 2);
    return seconds;
  });
};

/** Waits for a duration inside `within`, and reads it in exact seconds. Asserts that it is the only one there. */
export const readDuration = async (within: Locator): Promise<number> => {
  await within.locator('time[data-seconds]').first().waitFor({ state: 'attached' });
  const [seconds, ...more] = await readDurations(within);
  expect(more).toEqual([]);
  return seconds ?? NaN;
};

/** Reads the count that a figure shows. */
export const readCount = async (figure: Locator): Promise<number> =>
  toNumber(await figure.locator('[data-figure]').innerText());

/** Asserts that a percentage on screen (`12 %`, `0.4 %`, `< 0.1 %`, `> 99 %`) is this share (0 to 1), rounded. */
export const expectPercent = (text: string, share: number): void => {
  if (text.startsWith('<')) return expect([text, share > 0 && share < 0.0005]).toEqual(['< 0.1 %', true]);
  if (text.startsWith('>')) return expect([text, share < 1 && share >= 0.995]).toEqual(['> 99 %', true]);
  const percent = toNumber(text.replace(' %', ''));
  const rounding = Math.abs(share) < 0.1 ? 0.05 : 0.5;
  expect(Math.abs(percent - share * 100)).toBeLessThanOrEqual(rounding + 1e-9);
};

/** Waits until the search parameters of the page's URL are exactly these. */
export const expectSearch = (page: Page, search: ReturnType<typeof searchOf>): Promise<void> =>
  eventually(() => {
    expect(searchOf(page)).toEqual(search);
    return Promise.resolve();
  });

/** Waits until the search parameters of the page's URL have these among them. */
export const expectInSearch = (page: Page, search: ReturnType<typeof searchOf>): Promise<void> =>
  eventually(() => {
    expect(searchOf(page)).toMatchObject(search);
    return Promise.resolve();
  });

/** Returns the search parameters of the page's URL. */
export const searchOf = (page: Page): Record<string, string | string[]> => {
  const { searchParams } = new URL(page.url());
  return Object.fromEntries(
    [...searchParams.keys()].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
};

/** Returns an instant (epoch seconds) as elements have it in their `datetime` attribute. */
export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Returns what a clock in `tz` shows at an instant (epoch seconds): `09:05`. */
export const clockIn = (tz: string, seconds: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: tz, hour: '2-digit', minute: '2-digit' }).format(
    seconds * 1000,
  );
