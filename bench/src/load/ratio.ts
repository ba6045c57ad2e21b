import type { Result } from './rounds.js';

/** Requests per second of one, measured by the other's. */
export const ratioOf = (result: Result | undefined, base: Result | undefined): number =>
  (result?.median.requestsPerSecond ?? NaN) / (base?.median.requestsPerSecond ?? NaN);

export const againstBar = (ratio: number, bar: number): string =>
  `${ratio.toFixed(2)} (${ratio >= bar ? 'meets' : 'misses'} the bar of ${bar})`;
