import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

/** How long what is on screen may take to become right. */
const PATIENCE_MS = 30_000;
const POLL_MS = 50;

/** Waits until an assertion about what is on screen holds; its last failure is thrown. */
export const eventually = async (assertion: () => Promise<void>): Promise<void> => {
  const deadline = Date.now() + PATIENCE_MS;
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

/** `1,234` as a number. */
export const toNumber = (text: string): number => Number(text.replaceAll(',', ''));

const UNIT_SECONDS: Record<string, number> = { h: 3600, min: 60, s: 1 };

/** `1 h 04 min` in seconds. */
export const inSeconds = (words: string): number =>
  [...words.matchAll(/([\d,.]+) (h|min|s)/g)].reduce(
    (sum, [, value = '', unit = '']) => sum + toNumber(value) * (UNIT_SECONDS[unit] ?? NaN),
    0,
  );

/** The smallest unit that a duration of so many seconds is told in. */
const unitOf = (seconds: number): number => {
  if (seconds < 10) return 0.1;
  if (seconds < 3600) return 1;
  return seconds < 3_600_000 ? 60 : 3600;
};

/**
 * The durations shown inside `within`, in exact seconds. Each says its length in words, on hover and for machines: that
 * these agree is checked here, the words to half their smallest unit.
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

/** The one duration shown inside `within`, in exact seconds. */
export const readDuration = async (within: Locator): Promise<number> => {
  const [seconds, ...more] = await readDurations(within);
  expect(more).toEqual([]);
  return seconds ?? NaN;
};

/** A figure's count. */
export const readCount = async (figure: Locator): Promise<number> =>
  toNumber(await figure.locator('[data-figure]').innerText());

/** Asserts that a percentage on screen (`12 %`, `0.4 %`) is this share of one, rounded. */
export const expectPercent = (text: string, share: number): void => {
  const percent = toNumber(text.replace(' %', ''));
  const rounding = Math.abs(share) < 0.1 ? 0.05 : 0.5;
  expect(Math.abs(percent - share * 100)).toBeLessThanOrEqual(rounding + 1e-9);
};

/** The URL's search parameters. */
export const searchOf = (page: Page): Record<string, string | string[]> => {
  const { searchParams } = new URL(page.url());
  return Object.fromEntries(
    [...searchParams.keys()].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
};

/** An instant (epoch seconds) as elements name it for machines. */
export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** What a clock in `tz` shows at an instant (epoch seconds): `09:05`. */
export const clockIn = (tz: string, seconds: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: tz, hour: '2-digit', minute: '2-digit' }).format(
    seconds * 1000,
  );
