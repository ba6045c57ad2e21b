import type { VisitDurations } from '@dwell/shared';
import type { Piece } from './sessions.js';

// Functions that compute the figures of all expected answers.

export const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

/** Returns the total length of pieces of time, in milliseconds. */
export const lengthOf = (pieces: readonly { readonly from: number; readonly to: number }[]): number =>
  sum(pieces.map(({ from, to }) => to - from));

export const seconds = (ms: number): number => ms / 1000;

export const milliseconds = (seconds: number): number => Math.round(seconds * 1000);

/** Orders texts by code points, as their UTF-8 bytes are ordered. */
export const byName = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Returns the exact mean and quantiles of the lengths of visits. */
export const durationsOf = (visits: readonly { readonly ms: number }[]): VisitDurations => {
  const lengths = visits.map(({ ms }) => ms).sort((a, b) => a - b);
  const ranked = (percent: number): number | null => {
    const ms = lengths[Math.ceil((percent * lengths.length) / 100) - 1];
    return ms === undefined ? null : seconds(ms);
  };
  return {
    mean_visit_duration: lengths.length === 0 ? null : seconds(Math.round(sum(lengths) / lengths.length)),
    median_visit_duration: ranked(50),
    p95_visit_duration: ranked(95),
  };
};

/**
 * Returns whether a quantile, in seconds, is near enough to the exact one: within the documented error of 5 % and half
 * a millisecond more, because quantiles are rounded to milliseconds.
 */
export const isNear = (quantile: number, exact: number): boolean =>
  Math.abs(quantile - exact) <= 0.05 * exact + 0.0005 + 1e-9;

/** The fields with quantiles. */
const QUANTILES = ['median_visit_duration', 'p95_visit_duration'];

/** The fields that are quotients: the last digit depends on the order in which their parts are added. */
const QUOTIENTS = ['mean', 'max', 'value', 'share', 'mean_people'];

const isClose = (name: string, actual: unknown, expected: unknown): boolean => {
  if (typeof actual !== 'number' || typeof expected !== 'number') return false;
  if (QUANTILES.includes(name)) return isNear(actual, expected);
  return QUOTIENTS.includes(name) && Math.abs(actual - expected) <= 1e-9 * Math.abs(expected);
};

/**
 * Returns `actual` with the exact number in place of each quantile that is near it, and of each quotient that is close.
 */
export const withoutErrors = (actual: unknown, expected: unknown, name = ''): unknown => {
  if (isClose(name, actual, expected)) return expected;
  if (typeof actual !== 'object' || actual === null) return actual;
  const other = typeof expected === 'object' && expected !== null ? expected : {};
  const entries = Object.entries(actual).map(([key, value]): [string, unknown] => [
    key,
    withoutErrors(value, (other as Record<string, unknown>)[key], key),
  ]);
  return Array.isArray(actual) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
};

/** Returns the pieces of each group. Those with the most time come first; of equal ones, the first by name. */
export const ranked = (
  pieces: readonly Piece[],
  nameOf: (piece: Piece) => string,
): [name: string, Piece[]][] =>
  [...Map.groupBy(pieces, nameOf)].sort(
    ([nameA, a], [nameB, b]) => lengthOf(b) - lengthOf(a) || byName(nameA, nameB),
  );
