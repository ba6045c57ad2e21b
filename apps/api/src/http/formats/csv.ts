import type { DecimalMark } from '@dwell/shared';
import { stringify } from 'csv-stringify/sync';

/** The value of one cell; null leaves it empty. */
export type Cell = string | number | boolean | null;

/**
 * Matches what makes a spreadsheet calculate a text, or read it in another way than it is written: one of `= + - @` at
 * its beginning, in usual or full width, also after blanks, or a TAB or a line break at its beginning
 * (https://owasp.org/www-community/attacks/CSV_Injection). Matches these also after apostrophes. So an apostrophe that
 * {@link toSafeText} adds can be told from the apostrophes of the text itself.
 */
const UNSAFE = /^[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]|^'*[\t\r\n]/;

/** Returns a text that spreadsheets show and don't calculate: an unsafe one gets an apostrophe before it. */
export const toSafeText = (text: string): string => (UNSAFE.test(text) ? `'${text}` : text);

/** Returns the text from which {@link toSafeText} made this one. */
export const fromSafeText = (safe: string): string => {
  const text = safe.slice(1);
  return safe === `'${text}` && UNSAFE.test(text) ? text : safe;
};

/**
 * Returns records as CSV by RFC 4180, each with a line end. Texts are made safe, numbers are not changed. With a
 * decimal comma, semicolons separate the cells, because spreadsheets expect them where numbers have a comma.
 */
export const writeCsv = (records: readonly (readonly Cell[])[], decimal: DecimalMark = 'point'): string =>
  stringify([...records], {
    delimiter: decimal === 'comma' ? ';' : ',',
    record_delimiter: 'windows',
    // By default a CR or LF alone would not be quoted.
    quote_record_delimiter: true,
    cast: {
      string: toSafeText,
      number: decimal === 'comma' ? (value) => String(value).replace('.', ',') : String,
      boolean: String,
    },
  });
