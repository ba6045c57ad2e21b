/** The rows of a long table that are drawn: those from `first` up to, not including, `end`. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/** A table with at most this many rows is drawn whole. */
export const WHOLE_UP_TO = 200;

/** How many rows above and below the visible ones are drawn. */
const SPARE_ROWS = 40;

/**
 * `first` and `end` are multiples of this number of rows, so that most scroll events change nothing. Only at the end of
 * the table they need not be.
 */
const STEP = 20;

/** Where a table's rows are. Lengths in pixels. */
export interface RowPlaces {
  /** How many rows the table has. */
  readonly count: number;
  readonly rowHeight: number;
  /** The distance of the first row from the top of the viewport. Negative if the first row is above the viewport. */
  readonly top: number;
  readonly viewportHeight: number;
}

/**
 * Returns the rows to draw: the visible ones, and some above and below. While `rowHeight` is 0, which means unknown,
 * returns the first ones.
 */
export const rowWindowAt = ({ count, rowHeight, top, viewportHeight }: RowPlaces): RowWindow => {
  if (count <= WHOLE_UP_TO || rowHeight <= 0) return { first: 0, end: Math.min(count, WHOLE_UP_TO) };
  const firstVisible = Math.floor(-top / rowHeight);
  const lastVisible = Math.ceil((viewportHeight - top) / rowHeight);
  const first = Math.floor((firstVisible - SPARE_ROWS) / STEP) * STEP;
  const end = Math.ceil((lastVisible + SPARE_ROWS) / STEP) * STEP;
  return {
    first: Math.min(Math.max(0, first), Math.max(0, count - STEP)),
    end: Math.min(Math.max(STEP, end), count),
  };
};
