import type { Keepalives } from './keepalives.js';

export interface Load {
  readonly url: string;
  readonly apiKey: string;
  readonly keepalives: Keepalives;
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

/** Sends keepalives as fast as they are answered and measures. */
export interface LoadGenerator {
  readonly name: string;
  run(load: Load): Promise<LoadFigures>;
}
