import { AsyncLocalStorage } from 'node:async_hooks';

/** The operations that wait for the code that runs, the innermost last. */
const around = new AsyncLocalStorage<readonly Operation[]>();

/**
 * Something under way that others may wait for. An operation waits for its listeners, so a listener that waited for it
 * would wait for ever, as would one that waited for another that waits for it: for such, join and settled resolve at
 * once.
 */
export class Operation {
  private finished: Promise<void> | undefined;
  private isRunning = false;
  private readonly waitsFor = new Set<Operation>();

  /** Starts `work` at once; to be called once. Settles as it does. */
  async start(work: () => Promise<void>): Promise<void> {
    const outer = around.getStore()?.filter((operation) => operation.isRunning) ?? [];
    this.isRunning = true;
    this.finished = around.run([...outer, this], work);
    try {
      await this.waitedForBy(outer.at(-1));
    } finally {
      this.isRunning = false;
    }
  }

  /** Whether it waits for the caller, directly or through others. */
  get isAround(): boolean {
    return this.isWaitingFor(around.getStore() ?? []);
  }

  /** Settles as the operation does. */
  async join(): Promise<void> {
    if (!this.isAround) await this.waitedForBy(around.getStore()?.at(-1));
  }

  /** Resolves when the operation has come to its end, good or bad. */
  async settled(): Promise<void> {
    await this.join().catch(() => undefined);
  }

  private async waitedForBy(waiting: Operation | undefined): Promise<void> {
    waiting?.waitsFor.add(this);
    try {
      await this.finished;
    } finally {
      waiting?.waitsFor.delete(this);
    }
  }

  private isWaitingFor(operations: readonly Operation[]): boolean {
    if (!this.isRunning) return false;
    return operations.includes(this) || [...this.waitsFor].some((next) => next.isWaitingFor(operations));
  }
}

/**
 * Comes to its end once at a time: a second call waits for the first, and may ask it to persist as long as it has not
 * come that far. After a failure the next call tries again.
 */
export class Ending {
  private operation: Operation | undefined;
  private persist = false;

  constructor(private readonly work: (persists: () => boolean) => Promise<void>) {}

  get isRunning(): boolean {
    return this.operation !== undefined;
  }

  async run(persist: boolean): Promise<void> {
    this.persist ||= persist;
    if (this.operation) return this.operation.join();
    this.operation = new Operation();
    try {
      await this.operation.start(() => this.work(() => this.persist));
    } finally {
      this.operation = undefined;
      this.persist = false;
    }
  }
}
