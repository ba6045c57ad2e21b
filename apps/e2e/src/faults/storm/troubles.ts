import { setTimeout as wait } from 'node:timers/promises';
import type { Trouble } from './course.js';

/** Long enough for three failures in a row, after which a page is silent for up to four intervals. */
const LASTS_INTERVALS = 3;

/**
 * Shorter than ELAPSED_TOLERANCE_MS, by which a time between two pings may be longer on the server's clock than on the
 * page's and still count whole: so no time is lost.
 */
const STALL_MS = 4_000;

/** Yields the failures of an API, one after the other. */
export function* troubles(intervalMs: number): Generator<Trouble> {
  const retryAfter = String(intervalMs / 1_000);
  const headers = { 'Retry-After': retryAfter };
  const intervals = LASTS_INTERVALS;
  for (const status of [503, 429]) {
    const name = `${status}, Retry-After: ${retryAfter}`;
    yield { name, intervals, treatment: { kind: 'refuse', status, headers }, perInterval: 1 };
  }
  yield { name: 'connections dropped', intervals, treatment: { kind: 'drop' }, perInterval: 2 };
  yield { name: '401', intervals, treatment: { kind: 'refuse', status: 401 }, perInterval: 2 };
  yield {
    name: 'no answers, then all',
    intervals: STALL_MS / intervalMs,
    treatment: { kind: 'hold', until: wait(STALL_MS) },
    perInterval: 1,
  };
}
