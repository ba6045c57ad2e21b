import { formatInteger } from '@dwell/programs';
import type { Rows } from '../../report/markdown-table.js';
import type { Timing } from './timing.js';

/** Returns a table of the p50 and p95 in milliseconds. A p95 above the bar is in bold. */
export const timingRows = (timings: readonly Timing[], bar: number): Rows =>
  rowsOf(timings, ({ p50, p95 }) => {
    const text = `${format(p50)} / ${format(p95)}`;
    return p95 > bar ? `**${text}**` : text;
  });

/** Returns a table of the processor time that the server used for an answer to each query, in milliseconds. */
export const processorRows = (timings: readonly Timing[]): Rows =>
  rowsOf(timings, ({ processorMs }) => format(processorMs));

const rowsOf = (timings: readonly Timing[], cellOf: (timing: Timing) => string): Rows => {
  const rows = [...new Set(timings.map(({ query }) => query.row))];
  const columns = [...new Set(timings.map(({ query }) => query.column))];
  const cell = (row: string, column: string): string => {
    const timing = timings.find(({ query }) => query.row === row && query.column === column);
    return timing ? cellOf(timing) : '';
  };
  return [['', ...columns], ...rows.map((row) => [row, ...columns.map((column) => cell(row, column))])];
};

const format = (ms: number): string => (ms < 10 ? ms.toFixed(1) : formatInteger(ms));

/** Describes the queries that miss the bar, the slowest first, with the URL of their slowest run. */
export const misses = (timings: readonly Timing[], bar: number): string[] =>
  timings
    .filter(({ p95 }) => p95 > bar)
    .toSorted((a, b) => b.p95 - a.p95)
    .map(
      ({ query, p95, processorMs, slowest, runs }) =>
        `${query.row}, ${query.column}: ${formatInteger(p95)} ms, ${format(processorMs)} ms of processor time ` +
        `(${runs} runs); GET ${shorten(slowest)}`,
    );

const shorten = (url: string): string => (url.length > 200 ? `${url.slice(0, 200)}…` : url);
