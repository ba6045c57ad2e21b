/** The formats of the list of sessions and of every statistic. */
export const FORMATS = ['json', 'csv', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];

/** With `comma`, numbers in CSV have a decimal comma, and columns are separated by semicolons. */
export const DECIMAL_MARKS = ['point', 'comma'] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

/** The parameters about the format of an answer. `decimal` and `bom` are for CSV only. */
export interface FormatQuery {
  /** Default: what the header Accept prefers, and JSON if it prefers none of them. */
  format?: Format;
  /** Default point. */
  decimal?: DecimalMark;
  /** Whether CSV begins with a byte order mark, which tells Excel that the text is UTF-8. Default false. */
  bom?: boolean;
}
