import { expect } from '@jest/globals';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Adds axe-core to every document that the page loads from now on. */
export const addAxe = async (page: Page): Promise<void> => {
  await page.addInitScript({ path: AXE });
};

/** All of axe-core's usual rules, or the name of one. */
export type Rules = 'all' | 'color-contrast';

/** Asserts that axe-core finds no violation on the page. Needs {@link addAxe}. */
export const expectAccessible = async (page: Page, where: string, rules: Rules = 'all'): Promise<void> => {
  const violations = await page.evaluate(async (runOnly) => {
    const { axe: inPage } = window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } };
    const results = await inPage.run({
      resultTypes: ['violations'],
      preload: false,
      ...(runOnly !== 'all' && { runOnly }),
    });
    return results.violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) => `${html.slice(0, 300)} ${failureSummary ?? ''}`),
    }));
  }, rules);
  expect({ where, violations }).toEqual({ where, violations: [] });
};
