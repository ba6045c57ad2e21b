import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { history } from '../support/history.js';
import { useStage } from '../support/stage.js';

const DOCUMENT = join(import.meta.dirname, '../../../../docs/questions.md');

/** The most clicks from the overview to an answer. */
const MAX_CLICKS = 3;

interface Answered {
  number: string;
  /** The names of what is clicked, one after another. */
  clicks: string[];
  /** The name of what then shows the answer. */
  read: string;
}

/** Returns the names in a cell of a table, each of which stands between backticks. */
const namesIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

/** Returns the rows of the table in the section "On the dashboard" of docs/questions.md. */
const readAnswered = (): Answered[] => {
  const [, section = ''] = readFileSync(DOCUMENT, 'utf8').split('## On the dashboard');
  return [...section.matchAll(/^\| (\d+) +\|([^|]*)\|([^|]*)\|$/gm)].map(([, number = '', clicks, read]) => ({
    number,
    clicks: namesIn(clicks ?? ''),
    read: namesIn(read ?? '')[0] ?? '',
  }));
};

const ANSWERED = readAnswered();

/** Clicks the first thing with this name that can be clicked. A person in a list has more words after the name. */
const click = async (page: Page, name: string): Promise<void> => {
  const roles = ['link', 'button', 'combobox', 'menuitem'] as const;
  const exact = roles.map((role) => page.getByRole(role, { name, exact: true }));
  const option = page.getByRole('option', { name: new RegExp(`^${name.replaceAll('.', String.raw`\.`)}`) });
  const choice = page.getByRole('radiogroup').getByText(name, { exact: true });
  await exact
    .reduce((either, each) => either.or(each), option.or(choice))
    .first()
    .click();
};

describe('the table of docs/questions.md with the clicks to each answer', () => {
  it('has questions in their order, each at most three clicks away', () => {
    const numbers = ANSWERED.map(({ number }) => Number(number));
    expect(numbers.length).toBeGreaterThan(10);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    for (const { number, clicks, read } of ANSWERED) {
      expect([number, clicks.length <= MAX_CLICKS, read !== '']).toEqual([number, true, true]);
    }
  });
});

describeInBrowser('the dashboard', () => {
  const stage = useStage(history);

  it.each(ANSWERED)('answers question $number after the clicks $clicks', async ({ clicks, read }) => {
    const page = await stage().openPage('/');
    for (const name of clicks) await click(page, name);
    await page
      .getByRole('region', { name: read, exact: true })
      .or(page.getByRole('columnheader', { name: read, exact: true }))
      .or(page.getByRole('dialog', { name: read, exact: true }))
      .first()
      .waitFor();
  });
});
