/** What a figure is: a duration in seconds, a number without a unit, or a share from 0 to 1. */
export type FigureUnit = 'seconds' | 'number' | 'share';

/** One column of figures of a chart's table. */
export interface FigureColumn {
  readonly key: string;
  /** A name that users or applications gave, or one of the dashboard's own words. */
  readonly label: string;
  /** A figure for each row; null where there is none. */
  readonly values: readonly (number | null)[];
  /** Default: the unit of the table. */
  readonly unit?: FigureUnit;
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
  readonly unit: FigureUnit;
}
