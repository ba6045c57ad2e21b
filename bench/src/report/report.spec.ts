import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Report } from './report.js';
import { withSection } from './sections.js';

/** Prettier as a program, because Jest can't import its modules. */
const PRETTIER = fileURLToPath(new URL('../../../node_modules/prettier/bin/prettier.cjs', import.meta.url));

const format = (markdown: string): string =>
  execFileSync(process.execPath, [PRETTIER, '--parser', 'markdown'], { input: markdown, encoding: 'utf8' });

const filled = () => {
  const printed: string[] = [];
  const report = new Report((text) => printed.push(text));
  report.paragraph('Keepalives, 5 rounds');
  report.table([
    ['', 'requests/s', 'p50'],
    ['echo', '12,345 (11,000 – 13,000)', '5.1'],
    ['Dwell, API key', '', '6.2'],
  ]);
  report.item('rate ÷ echo 0.58 (meets the bar of 0.55)');
  report.item('Σ tab_duration = visible_duration: 10 of 10 sessions');
  return { printed, report };
};

describe('Report', () => {
  it('prints each part as it comes, with an empty line between two kinds of parts', () => {
    expect(filled().printed.join('\n')).toBe(
      [
        'Keepalives, 5 rounds',
        '',
        '                              requests/s  p50',
        'echo            12,345 (11,000 – 13,000)  5.1',
        'Dwell, API key                            6.2',
        '',
        'rate ÷ echo 0.58 (meets the bar of 0.55)',
        'Σ tab_duration = visible_duration: 10 of 10 sessions',
      ].join('\n'),
    );
  });

  it('keeps the parts as Markdown, formatted as Prettier formats it', () => {
    const { markdown } = filled().report;
    expect(markdown).toBe(format(markdown));
    expect(markdown).toContain('| echo           | 12,345 (11,000 – 13,000) | 5.1 |');
  });
});

describe('withSection', () => {
  const text =
    'Before\n\n<!-- a -->\n\nold\n\n<!-- end of a -->\n\n<!-- b -->\n\nkept\n\n<!-- end of b -->\n';

  it('replaces what stands between the marks, and nothing else', () => {
    expect(withSection(text, 'a', 'new\n')).toBe(text.replace('old', 'new'));
    expect(withSection(withSection(text, 'b', 'new'), 'b', 'kept')).toBe(text);
  });

  it('adds the section at the end of a text without its marks', () => {
    const added = withSection('', 'a', 'new');
    expect(added).toBe('<!-- a -->\n\nnew\n\n<!-- end of a -->\n');
    expect(withSection(added, 'b', 'more')).toBe(`${added}\n<!-- b -->\n\nmore\n\n<!-- end of b -->\n`);
  });
});
