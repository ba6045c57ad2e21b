import type { Cell } from './csv.js';

/** A column of a table: a cell in each row of CSV, a field in each line of NDJSON. */
export interface Column<Row> {
  readonly name: string;
  /** What the values mean, with their unit. */
  readonly about: string;
  /** `time`: epoch seconds. In CSV a time has two columns, see csvNames. */
  readonly kind: 'text' | 'number' | 'flag' | 'time';
  readonly valueOf: (row: Row) => Cell;
}

/**
 * How an answer becomes rows. Each kind of answer has one table, which says all that the writers of CSV and NDJSON need
 * to know.
 */
export interface Table<Answer, Row> {
  /** The part of the file's name that says what the rows are. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rowsOf: (answer: Answer) => Iterable<Row>;
}

type DefineColumn<Value extends Cell> = <Row>(
  name: string,
  about: string,
  valueOf: (row: Row) => Value | null,
) => Column<Row>;

const columnOf =
  <Value extends Cell>(kind: Column<never>['kind']): DefineColumn<Value> =>
  (name, about, valueOf) => ({ name, about, kind, valueOf });

export const text = columnOf<string>('text');
export const number = columnOf<number>('number');
export const flag = columnOf<boolean>('flag');
/** Defines a column whose values are epoch seconds. */
export const time = columnOf<number>('time');

/**
 * Returns the names of the CSV columns for a column. A time has two: one as a clock shows it, and one in epoch seconds.
 */
export const csvNames = ({ name, kind }: Column<never>): string[] =>
  kind === 'time' ? [name, `${name}_epoch`] : [name];
