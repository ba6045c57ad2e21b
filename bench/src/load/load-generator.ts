export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The requests that a load repeats. They come in groups, and each group is sent several times before the next. */
export interface RequestCycle {
  /** The requests of all groups, one group after the other. */
  readonly requests: readonly LoadRequest[];
  readonly groupSize: number;
  readonly timesEach: number;
}

/** Returns the index of the n-th request to send; the first n is 0. */
export const requestIndex = ({ requests, groupSize, timesEach }: RequestCycle, n: number): number => {
  const turn = Math.floor(n / groupSize);
  const group = Math.floor(turn / timesEach) % (requests.length / groupSize);
  return group * groupSize + (n % groupSize);
};

export interface Load {
  /** The server's URL without a path. */
  readonly url: string;
  readonly cycle: RequestCycle;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadFigures {
  readonly requestsPerSecond: number;
  /** Latencies in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers other than 2xx, and requests without an answer. */
  readonly failures: number;
}

/** Sends requests as fast as they are answered, and measures rate and latency. */
export interface LoadGenerator {
  readonly name: string;
  run(load: Load): Promise<LoadFigures>;
}
