import { type DecimalMark, toSafeText } from '@dwell/shared';
import { stringify } from 'csv-stringify/sync';

/** The value of one cell; null leaves it empty. */
export type Cell = string | number | boolean | null;

/**
 * Returns records as CSV by RFC 4180, each with a line end. Texts that a spreadsheet could take for a formula are
 * changed by `toSafeText`; numbers are not changed. With a decimal comma, semicolons separate the cells, because
 * spreadsheets expect them where numbers have a comma.
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
