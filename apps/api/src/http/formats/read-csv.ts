import { fromSafeText } from '@dwell/shared';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { InvalidFields } from '../validation.js';

/** A record, and the number of the line where it begins (the first is 1). Texts with line breaks have several lines. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** How many characters are parsed at a time. The server does other work in between. */
const PART = 32 * 1024;

/**
 * Yields the records of a text that `writeCsv`, a spreadsheet or another program has written, without empty lines.
 * Removes the apostrophes of `toSafeText`. Cells are separated by commas or, if the first line has semicolons and no
 * comma, by semicolons.
 * @throws InvalidFields with the line if the text is not CSV
 */
export async function* readCsv(text: string): AsyncGenerator<CsvRecord> {
  const [first = ''] = text.split(/[\r\n]/, 1);
  const parser = Readable.from(inParts(text)).pipe(
    parse({
      bom: true,
      delimiter: first.includes(';') && !first.includes(',') ? ';' : ',',
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      info: true,
    }),
  );
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (record.length > 1 || record[0] !== '') yield { line, cells: record.map(fromSafeText) };
      line = info.lines + 1;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const problem =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'has a quote that is not closed'
        : 'has a quote in a wrong place';
    throw new InvalidFields([{ field: 'body', message: `in line ${line} ${problem}` }]);
  }
}

async function* inParts(text: string): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += PART) {
    yield text.slice(from, from + PART);
    await setImmediate();
  }
}
