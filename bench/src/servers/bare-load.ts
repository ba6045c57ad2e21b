/** What the bare driver is told to do. */
export interface BareLoad {
  readonly seconds: number;
  /** Updates in a bulk write; no more than half of the sessions, as one must not be in two batches at once. */
  readonly batchSize: number;
  /** Bulk writes under way at once. */
  readonly atOnce: number;
  /** Each so many updates of a session one comes from another path. */
  readonly perStay: number;
}

export interface BareFigures {
  readonly updatesPerSecond: number;
  /** Of a bulk write, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Updates that changed nothing. */
  readonly missed: number;
}
