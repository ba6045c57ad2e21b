import { expect } from '@jest/globals';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Adds axe-core to every document that the page loads from now on. */
export const addAxe = async (page: Page): Promise<void> => {
  await page.addInitScript({ path: AXE });
};

/** Asserts that axe-core finds no violation on the page. Needs {@link addAxe}. */
export const expectAccessible = async (page: Page, where: string): Promise<void> => {
  const violations = await page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } };
    const results = await inPage.run({ resultTypes: ['violations'], preload: false });
    return results.violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) => `${html.slice(0, 300)} ${failureSummary ?? ''}`),
    }));
  });
  expect({ where, violations }).toEqual({ where, violations: [] });
};
