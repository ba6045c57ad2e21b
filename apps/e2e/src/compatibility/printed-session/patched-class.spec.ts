import { describe, expect, it } from '@jest/globals';
import { patchClass } from './patched-class.js';

const LINES = [
  'class Session {',
  '  url = `${parms}&${parameters[k]}&${parameters[k]}`;',
  '  auth = self.options.auth;',
  '  const responseText = 1;',
  '  const textData = await response.text();',
  '}',
];

const documentOf = (...blocks: string[][]): string =>
  blocks.map((lines) => `Text\n\`\`\`javascript\n${lines.join('\n')}\n\`\`\`\n`).join('');

describe('patchClass', () => {
  it('fixes the three known bugs of the class Session that the document prints, and lists each changed line', () => {
    const { code, diff } = patchClass(documentOf(['let other;'], LINES));
    expect(code).toBe(
      [
        'class Session {',
        '  url = `${qry_str}&${encodeURIComponent(parameters[k])}&${encodeURIComponent(parameters[k])}`;',
        '  auth = this.options.auth;',
        '  var responseText = 1;',
        '  const textData = responseText;',
        '}',
        '',
      ].join('\n'),
    );
    expect(diff.filter((line) => line.startsWith('-'))).toEqual(
      LINES.slice(1, 5).map((line) => `- ${line.trim()}`),
    );
  });

  it.each(LINES.slice(1, 5))('rejects a class that lacks a line with a known bug: %s', (line) => {
    expect(() => patchClass(documentOf(LINES.filter((each) => each !== line)))).toThrow(
      /^S5\d: ".*" must be/,
    );
  });

  it('rejects a document that does not print the class exactly once', () => {
    expect(() => patchClass('# Nothing')).toThrow('one block');
    expect(() => patchClass(documentOf(LINES, LINES))).toThrow('one block');
  });
});
