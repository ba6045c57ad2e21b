import { AsyncLocalStorage } from 'node:async_hooks';

/** The operations that wait for the code that runs now, from the outermost to the innermost. */
const around = new AsyncLocalStorage<readonly Operation[]>();

/**
 * An asynchronous operation that others can wait for. It waits for the listeners that it calls. A listener that
 * waited for the operation that called it, or for one that waits for that operation, would never end. For such a
 * listener, join and settled resolve at once.
 */
export class Operation {
  private finished: Promise<void> | undefined;
  private isRunning = false;
  private readonly waitsFor = new Set<Operation>();

  /** Starts `work` at once, and resolves or rejects as it does. May be called once. */
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

  /** Whether the code that reads this runs inside this operation, or inside one for which this operation waits. */
  get isAround(): boolean {
    return this.isWaitingFor(around.getStore() ?? []);
  }

  /** Resolves or rejects as the operation does; resolves at once if the operation waits for the caller. */
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
 * Runs the work that ends a session or manager, never twice at the same time. A call while the work runs waits for
 * it, and can still turn `persist` on until the work calls `persists`. A call after its end runs the work again.
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
  /** Only the first operation persists; each other one waits for the one before. */
  private readonly queue: Operation[] = [];

  constructor(private readonly persist: () => Promise<void>) {}

  /**
   * Persists after the earlier runs have finished. Does nothing if called by a listener that is persisting this
   * session.
   */
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
