import type { RequestCycle } from './request-cycle.js';

export interface Load {
  /** The server's, without a path. */
  readonly url: string;
  readonly cycle: RequestCycle;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadFigures {
  readonly requestsPerSecond: number;
  /** In milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers other than 2xx, and requests without an answer. */
  readonly failures: number;
}

/** Sends requests as fast as they are answered and measures. */
export interface LoadGenerator {
  readonly name: string;
  run(load: Load): Promise<LoadFigures>;
}
