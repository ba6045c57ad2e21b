import { quantile } from '@dwell/programs';
import type { DataSize } from '../data/data-size.js';
import type { ApiClient } from './api-client.js';
import type { Query } from './queries.js';
import { Draw } from './windows.js';

/** How long the answers to one query took, in milliseconds. */
export interface Timing {
  readonly query: Query;
  readonly p50: number;
  readonly p95: number;
  readonly runs: number;
  /** How much processor time the server used for one answer, on average. Other programs hardly change this figure. */
  readonly processorMs: number;
  /** The URL of the run that took longest. */
  readonly slowest: string;
}

export interface TimingOptions {
  readonly runs: number;
  /** After this many seconds, no further run of a query begins. {@link FEWEST_RUNS} runs begin in any case. */
  readonly seconds: number;
}

const FEWEST_RUNS = 3;

/**
 * Sends each query several times, one after the other, for windows, views or users that vary from run to run.
 * @param cpuSeconds returns how long the server has used a processor so far
 */
export const measureQueries = async (
  client: ApiClient,
  size: DataSize,
  queries: readonly Query[],
  { runs, seconds }: TimingOptions,
  cpuSeconds: () => number,
): Promise<Timing[]> => {
  const timings: Timing[] = [];
  for (const query of queries) {
    const answers: { readonly ms: number; readonly url: string }[] = [];
    const began = performance.now();
    let processorSeconds = 0;
    // The first run only warms up.
    for (let run = 0; run <= runs; run++) {
      if (run > FEWEST_RUNS && performance.now() - began > seconds * 1000) break;
      const url = await query.urlOf(new Draw(size, run));
      const before = cpuSeconds();
      const { ms } = await client.get(url);
      if (run === 0) continue;
      answers.push({ ms, url });
      processorSeconds += cpuSeconds() - before;
    }
    const times = answers.map(({ ms }) => ms);
    const longest = Math.max(...times);
    timings.push({
      query,
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
      runs: times.length,
      processorMs: (processorSeconds * 1000) / times.length,
      slowest: answers.find(({ ms }) => ms === longest)?.url ?? '',
    });
  }
  return timings;
};
