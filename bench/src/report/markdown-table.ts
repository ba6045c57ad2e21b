/** The rows of a table. The first row is its head, the first column names the rows. */
export type Rows = readonly (readonly string[])[];

const SHORTEST_CELL = 3;

/** Formats rows as a Markdown table, as Prettier does: the first column is aligned left, the others right. */
export const markdownTable = (rows: Rows): string => {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) =>
    Math.max(SHORTEST_CELL, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const padded = (row: readonly string[]): string =>
    line(
      widths.map((width, column) => {
        const cell = row[column] ?? '';
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      }),
    );
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [padded(head), line(rule), ...body.map(padded)].join('\n');
};
