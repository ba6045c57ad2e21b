import { AsyncLocalStorage } from 'node:async_hooks';

/** The operations that wait for the code that runs now, from the outermost to the innermost. */
const around = new AsyncLocalStorage<readonly Operation[]>();

/**
 * An asynchronous operation that others can wait for. An operation waits for its listeners. If a listener waited for this
 * operation, or for another operation that waits for it, neither would ever end. For such a listener, join and settled
 * resolve at once.
 */
export class Operation {
  private finished: Promise<void> | undefined;
  private isRunning = false;
  private readonly waitsFor = new Set<Operation>();

  /** Starts `work` at once, and settles with it. May be called once. */
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

  /** Whether the operation waits for the calling code, directly or through other operations. */
  get isAround(): boolean {
    return this.isWaitingFor(around.getStore() ?? []);
  }

  /** Settles with the operation. */
  async join(): Promise<void> {
    if (!this.isAround) await this.waitedForBy(around.getStore()?.at(-1));
  }

  /** Resolves when the operation has succeeded or failed. */
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
 * Runs the end of a session or manager, never twice at the same time. A second call waits for the first, and can still ask
 * it to persist until the work reads that value. After a failure the next call runs the work again.
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

/** Persists one session, one run after the other: two writers of the same data could finish in the wrong order. */
export class Persistence {
  /** Only the first operation is running. */
  private readonly queue: Operation[] = [];

  constructor(private readonly persist: () => Promise<void>) {}

  /** Persists after the earlier runs have finished. Does nothing if called by a listener that is persisting this session. */
  async run(): Promise<void> {
    if (this.queue[0]?.isAround) return;
    const before = this.queue.at(-1);
    const operation = new Operation();
    this.queue.push(operation);
    await operation.start(async () => {
      try {
        if (before) await before.settled();
        await this.persist();
      } finally {
        this.queue.shift();
      }
    });
  }

  /** Resolves when all runs have finished; at once for a listener that is persisting this session. */
  async settled(): Promise<void> {
    for (let first = this.queue[0]; first && !first.isAround; first = this.queue[0]) await first.settled();
  }
}
