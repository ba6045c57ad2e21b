import type { Column, Table } from './columns.js';
import { MEDIA_TYPES } from './read-format.js';
import { csvWriter, ndjsonWriter, toFields } from './row-writers.js';

/** What the OpenAPI document says about an answer that can also be had as a file. */
export interface DescribedFiles<Answer> {
  readonly description: string;
  readonly example: Answer;
  /** An example of each content type. */
  readonly formats: Readonly<Record<string, string>>;
}

interface FilesOptions<Row> {
  /** Converts a row to a line of NDJSON. Default: one field for each column. */
  readonly toLine?: (row: Row) => object;
  /** The columns that the files can have. Default: all columns of the table. */
  readonly possibleColumns?: readonly Column<Row>[];
}

/** Describes an answer and its files by an example. */
export const withFiles = <Answer, Row>(
  { columns, rowsOf }: Table<Answer, Row>,
  example: Answer,
  { toLine = toFields(columns), possibleColumns = columns }: FilesOptions<Row> = {},
): DescribedFiles<Answer> => {
  const rows = [...rowsOf(example)];
  const csv = csvWriter(columns, {});
  return {
    description: aboutFiles(possibleColumns),
    example,
    formats: {
      [MEDIA_TYPES.csv]: csv.head + csv.write(rows),
      [MEDIA_TYPES.ndjson]: ndjsonWriter(toLine).write(rows),
    },
  };
};

/** Describes the columns of the files. */
const aboutFiles = (columns: readonly Column<never>[]): string =>
  [
    'With `format`, the answer is a file with these columns.',
    'In CSV a time has two columns: as a clock in `tz` shows it, and in epoch seconds (`…_epoch`).\n\n',
  ].join(' ') + columns.map(({ name, about }) => `- \`${name}\`: ${about}`).join('\n');
