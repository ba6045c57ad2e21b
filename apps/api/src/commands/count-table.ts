import type { CopyCount } from './copy-archive.js';

const COLUMNS = ['', 'in the source', 'written', 'already there', 'in the target alone', 'left out'] as const;

/** What a copy came to, for people. */
export const countTable = (counts: readonly CopyCount[]): string => {
  const rows = counts.map(({ name, read, written, alreadyThere, targetAlone, leftOut }) => [
    name,
    ...[read, written, alreadyThere, targetAlone, leftOut].map(String),
  ]);
  const widths = COLUMNS.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [COLUMNS, ...rows]
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
