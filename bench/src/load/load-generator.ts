export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a load sends over and over: groups of requests, each group so many times before the next. */
export interface RequestCycle {
  /** All groups, one after the other. */
  readonly requests: readonly LoadRequest[];
  readonly groupSize: number;
  readonly timesEach: number;
}

/** Which of the requests is the n-th to be sent; the first is 0. */
export const requestIndex = ({ requests, groupSize, timesEach }: RequestCycle, n: number): number => {
  const turn = Math.floor(n / groupSize);
  const group = Math.floor(turn / timesEach) % (requests.length / groupSize);
  return group * groupSize + (n % groupSize);
};

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
