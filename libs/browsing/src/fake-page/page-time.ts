/** What a page knows of time. */
export interface PageTime {
  readonly Date: Pick<DateConstructor, 'now'>;
  readonly performance: Pick<Performance, 'now'>;
  readonly AbortSignal: Pick<typeof AbortSignal, 'timeout'>;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export const realTime: PageTime = {
  Date,
  performance,
  AbortSignal,
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => {
    clearTimeout(timer as NodeJS.Timeout);
  },
};
