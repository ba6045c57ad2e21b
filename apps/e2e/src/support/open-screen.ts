import type { Page } from 'playwright-core';
import { timelineOf } from './chart.js';

/** Opens a page in one state, and resolves when it is drawn. */
export type Open = (page: Page) => Promise<void>;

export const goTo =
  (path: string, drawn: Open): Open =>
  async (page) => {
    await page.goto(path);
    await drawn(page);
  };

export const hasTable = (name: string) => (page: Page) => page.getByRole('table', { name }).waitFor();
export const hasText = (text: string) => (page: Page) =>
  page.getByText(text).filter({ visible: true }).first().waitFor();
export const hasChart = (page: Page) =>
  timelineOf(page).getByTestId('chart').getByTestId('bar').first().waitFor();

/** Opens a page and then does something on it. */
export const then =
  (open: Open, ...steps: Open[]): Open =>
  async (page) => {
    await open(page);
    for (const step of steps) await step(page);
  };

export const click =
  (role: 'button' | 'combobox' | 'menuitem' | 'textbox', name: string | RegExp): Open =>
  (page) =>
    page.getByRole(role, { name }).first().click();

export const sees =
  (role: 'option' | 'menu' | 'dialog' | 'grid' | 'menuitem'): Open =>
  (page) =>
    page.getByRole(role).first().waitFor();

/** Answers the page's requests for `url` with `body`, in place of the server. */
export const answers =
  (url: string, status: number, body: object): Open =>
  async (page) => {
    await page.route(url, (route) => route.fulfill({ status, json: body }));
  };

export const fill =
  (label: string, text: string): Open =>
  (page) =>
    page.getByRole('dialog').getByLabel(label, { exact: true }).fill(text);
