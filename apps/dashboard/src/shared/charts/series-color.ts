/** Colours that the theme has for series, beside the one for "other". */
export const SERIES_COLORS = 7;

export const OTHER_COLOR = 'var(--series-other)';

/** The colour of the series with this rank (0 is the longest); beyond the theme's colours, that of "other". */
export const seriesColor = (rank: number): string =>
  rank >= 0 && rank < SERIES_COLORS ? `var(--series-${String(rank)})` : OTHER_COLOR;
