import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(__dirname, '..');

const document = readFileSync(join(ROOT, 'docs/questions.md'), 'utf8');

/** The tables of calls: the table of clicks on the dashboard comes after them. */
const [calls = ''] = document.split('\n## On the dashboard');

const rows = calls
  .split('\n')
  .filter((line) => /^\| *\d+ /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** The suites that the document links, as one text. */
const suites = [...document.matchAll(/\]\((\.\.\/[^)]+\.ts)\)/g)]
  .map(([, path = '']) => readFileSync(join(ROOT, 'docs', path), 'utf8'))
  .join('\n');

/** The titles of tests that the document names: texts in quotation marks. A line may break within one. */
const titles = [...document.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title.replace(/\s+/g, ' '));

describe('docs/questions.md', () => {
  it('has each of the twenty questions once, with the title of a test', () => {
    expect(rows.map(([, number]) => Number(number))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(rows.map((cells) => cells.at(-2)).filter((test) => !/^"[^"]+"$/.test(test ?? ''))).toEqual([]);
  });

  it('names tests that exist, in files that exist', () => {
    expect(titles.length).toBeGreaterThan(20);
    expect(titles.filter((title) => !suites.includes(`'${title}'`))).toEqual([]);
  });
});
