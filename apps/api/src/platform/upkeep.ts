/** Runs all tasks together, in the background and at a fixed interval, one run at a time. */
export class Upkeep {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly tasks: readonly (() => Promise<void>)[]) {}

  /**
   * Runs the tasks every `intervalMs`, unless a run still goes on. Calls `onFailure` with the error of a failed run.
   */
  start(intervalMs: number, onFailure: (error: unknown) => void): void {
    this.timer = setInterval(() => {
      if (!this.running) void this.run().catch(onFailure);
    }, intervalMs).unref();
  }

  /** Starts no more runs, and resolves when the current one is over. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running?.catch(() => undefined);
  }

  /** Runs all tasks, or joins the current run. If tasks fail, rejects with one of their errors once all have ended. */
  run(): Promise<void> {
    this.running ??= this.runAll().finally(() => (this.running = undefined));
    return this.running;
  }

  private async runAll(): Promise<void> {
    const outcomes = await Promise.allSettled(this.tasks.map((task) => task()));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
}
