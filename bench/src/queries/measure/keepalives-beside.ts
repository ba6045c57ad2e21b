import { median, quantile } from '@dwell/programs';
import type { DataSize } from '../data/data-size.js';
import type { ApiClient } from './api-client.js';
import type { LiveUsers } from './live-users.js';
import type { Query } from './queries.js';
import { Draw } from './windows.js';

const ROUNDS = 5;
const ROUND_SECONDS = 4;

/** How many keepalives are sent in a second. They are sent whether or not the earlier ones are answered. */
const PER_SECOND = 200;

export interface KeepaliveLatency {
  /** The p99 while no query runs: the median of the rounds, in milliseconds. */
  readonly aloneP99: number;
  /** The p99 while queries run: the median of the rounds, in milliseconds. */
  readonly besideP99: number;
}

/**
 * Measures how long keepalives take: in turns while no query runs, and while one client sends one query after the
 * other.
 */
export const measureKeepalivesBeside = async (
  users: LiveUsers,
  client: ApiClient,
  size: DataSize,
  queries: readonly Query[],
): Promise<KeepaliveLatency> => {
  const alone: number[] = [];
  const beside: number[] = [];
  let run = 0;
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await p99Of(users));
    const stop = new AbortController();
    const querying = (async () => {
      while (!stop.signal.aborted) {
        const query = queries[run++ % queries.length];
        if (query) await client.get(await query.urlOf(new Draw(size, run)));
      }
    })();
    beside.push(await p99Of(users));
    stop.abort();
    await querying;
  }
  return { aloneP99: median(alone), besideP99: median(beside) };
};

const p99Of = async (users: LiveUsers): Promise<number> => {
  const answers: Promise<number>[] = [];
  const began = performance.now();
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.floor(((performance.now() - began) * PER_SECOND) / 1000);
      while (answers.length < due) answers.push(users.pingNext());
      if (due < PER_SECOND * ROUND_SECONDS) return;
      clearInterval(timer);
      resolve();
    }, 1000 / PER_SECOND);
  });
  return quantile(await Promise.all(answers), 0.99);
};
