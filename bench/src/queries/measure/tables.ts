import { formatInteger } from '@dwell/programs';
import type { Timing } from './timing.js';

/** Returns a table of the p50 and p95 in milliseconds. A p95 above the bar is in bold. */
export const timingTable = (title: string, timings: readonly Timing[], bar: number): string =>
  markdownTable(
    `${title}: p50 / p95 in ms; bold: p95 above ${formatInteger(bar)} ms`,
    timings,
    ({ p50, p95 }) => {
      const text = `${format(p50)} / ${format(p95)}`;
      return p95 > bar ? `**${text}**` : text;
    },
  );

/** Returns a table of the processor time that the server used for an answer to each query, in milliseconds. */
export const processorTable = (title: string, timings: readonly Timing[]): string =>
  markdownTable(`${title}: processor time in ms`, timings, ({ processorMs }) => format(processorMs));

const markdownTable = (
  title: string,
  timings: readonly Timing[],
  cellOf: (timing: Timing) => string,
): string => {
  const rows = [...new Set(timings.map(({ query }) => query.row))];
  const columns = [...new Set(timings.map(({ query }) => query.column))];
  const cell = (row: string, column: string): string => {
    const timing = timings.find(({ query }) => query.row === row && query.column === column);
    return timing ? cellOf(timing) : '';
  };
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    title,
    '',
    line(['', ...columns]),
    line(['---', ...columns.map(() => '--:')]),
    ...rows.map((row) => line([row, ...columns.map((column) => cell(row, column))])),
    '',
  ].join('\n');
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
