import type { FormatQuery } from '@dwell/shared';
import { type Column, csvNames } from './columns.js';
import { type Cell, writeCsv } from './csv.js';
import { wallClock } from './wall-clock.js';

/** The most rows in a part. The server does other work after each part. */
const ROWS_PER_PART = 100;

/** Writes rows as lines of text. */
export interface RowWriter<Row> {
  /** What comes before the first row. */
  readonly head: string;
  readonly write: (rows: readonly Row[]) => string;
}

const BYTE_ORDER_MARK = '\ufeff';

/** Returns a writer of CSV with a header row; times are those of the time zone `tz`. */
export const csvWriter = <Row>(
  columns: readonly Column<Row>[],
  { decimal, bom = false, tz = 'UTC' }: Pick<FormatQuery, 'decimal' | 'bom'> & { readonly tz?: string },
): RowWriter<Row> => {
  const toWallTime = wallClock(tz);
  const cellsOf = (row: Row, { kind, valueOf }: Column<Row>): Cell[] => {
    const value = valueOf(row);
    return kind === 'time' ? [value === null ? null : toWallTime(Number(value)), value] : [value];
  };
  return {
    head: (bom ? BYTE_ORDER_MARK : '') + writeCsv([columns.flatMap(csvNames)], decimal),
    write: (rows) =>
      writeCsv(
        rows.map((row) => columns.flatMap((column) => cellsOf(row, column))),
        decimal,
      ),
  };
};

/** Returns a writer of NDJSON: one JSON value in each line. */
export const ndjsonWriter = <Row>(toValue: (row: Row) => object): RowWriter<Row> => ({
  head: '',
  write: (rows) => rows.map((row) => `${JSON.stringify(toValue(row))}\n`).join(''),
});

/** Returns a function that converts a row to an object with one field for each column. */
export const toFields =
  <Row>(columns: readonly Column<Row>[]): ((row: Row) => object) =>
  (row) =>
    Object.fromEntries(columns.map(({ name, valueOf }) => [name, valueOf(row)]));

/**
 * Yields the rows in parts, in order: each part is a function that writes some rows. Asks for the next page only when
 * all parts of the previous page have been taken.
 */
export async function* writeInParts<Row>(
  { write }: RowWriter<Row>,
  pages: AsyncIterable<Iterable<Row>> | readonly Iterable<Row>[],
): AsyncGenerator<() => string> {
  for await (const page of pages) {
    for (const rows of inParts(page, ROWS_PER_PART)) yield () => write(rows);
  }
}

/** Yields the items in lists of `size`, the last one with what is left. */
function* inParts<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let part: T[] = [];
  for (const item of items) {
    if (part.push(item) < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
