import { toSafeText } from '@dwell/shared';
import { anyText } from '@dwell/shared/testing/any-text';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import Papa from 'papaparse';
import { type Cell, writeCsv } from './csv.js';

/** The characters that a text must not begin with, because spreadsheets would calculate or change such a text. */
const BEGINNINGS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/** Reads CSV with a parser that shares no code with the writer. */
const read = (text: string, delimiter = ','): string[][] => {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: '\r\n' });
  expect(errors).toEqual([]);
  expect(data.pop()).toEqual(['']);
  return data;
};

const name = fc.oneof(
  anyText({ minLength: 1 }),
  fc.string({
    unit: fc.constantFrom(...BEGINNINGS, '"', "'", ',', ';', ' ', '1', 'x', '😀', 'é', '\u00a0'),
    minLength: 1,
  }),
);
const numbers = fc.integer({ min: -1e14, max: 1e14 }).map((milliseconds) => milliseconds / 1000);
const cells = fc.array(fc.oneof(name, numbers, fc.boolean()), { minLength: 2, maxLength: 4 });

describe('CSV', () => {
  it.each(['point', 'comma'] as const)(
    'read by another parser has the same cells, apart from the apostrophes: with a decimal %s',
    (decimal) => {
      const shown = (cell: Cell): string => {
        if (typeof cell === 'string') return toSafeText(cell);
        return decimal === 'comma' ? String(cell).replace('.', ',') : String(cell);
      };
      fc.assert(
        fc.property(fc.array(cells, { minLength: 1, maxLength: 5 }), (records) => {
          expect(read(writeCsv(records, decimal), decimal === 'comma' ? ';' : ',')).toEqual(
            records.map((record) => record.map(shown)),
          );
        }),
      );
    },
  );

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['\nx', "'\nx"],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠x', "'＠x"],
    ['  =1', "'  =1"],
    ["'=1", "''=1"],
  ])('gives the text %j an apostrophe', (text, safe) => {
    expect(read(writeCsv([[text, 'x']]))).toEqual([[safe, 'x']]);
  });

  it.each(['a=1', 'a\t=1', "it's", "'quoted'", '"=1"', ' x', '😀', '1', 'a;b,c', 'two\r\nlines', '/orders'])(
    'leaves the text %j unchanged',
    (text) => {
      expect(read(writeCsv([[text, 'x']]))).toEqual([[text, 'x']]);
    },
  );

  it('never has a text that begins like a formula, and never the same text for two names', () => {
    fc.assert(
      fc.property(name, (text) => {
        const safe = toSafeText(text);
        expect(BEGINNINGS).not.toContain(safe.trimStart().charAt(0));
        const isMarked = safe.startsWith("'") && toSafeText(safe.slice(1)) === safe;
        expect(isMarked ? safe.slice(1) : safe).toBe(text);
      }),
    );
  });

  it('ends each line with CR LF, quotes what needs it, and changes no number', () => {
    expect(writeCsv([['a', 'b"c', 'd,e', 'f\ng', -1.5, true, null, '']])).toBe(
      'a,"b""c","d,e","f\ng",-1.5,true,,\r\n',
    );
    expect(writeCsv([['d;e', 'f,g', -1.5]], 'comma')).toBe('"d;e";f,g;-1,5\r\n');
  });
});
