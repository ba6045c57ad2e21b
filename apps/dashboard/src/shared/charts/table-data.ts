/** One column of figures of a chart's table. */
export interface FigureColumn {
  readonly key: string;
  /** A name that users or applications gave, or a word of ours. */
  readonly label: string;
  /** A figure for each row; null where there is none. */
  readonly values: readonly (number | null)[];
  /** Whether the column sums others, and is emphasised. */
  readonly total?: boolean;
}

/** The figures of a chart as a table. */
export interface TableData {
  /** Header of the column of row names. */
  readonly rowsLabel: string;
  readonly rows: readonly {
    readonly label: string;
    /** Says what is special about the row, such as `so far`. */
    readonly note?: string | undefined;
  }[];
  readonly columns: readonly FigureColumn[];
  /** What the figures are: durations in seconds, or numbers without a unit. */
  readonly unit: 'seconds' | 'number';
}
