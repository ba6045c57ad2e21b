import type { Store } from '../store.js';

/** A store gave no answer in time; whether it did what it was asked is unknown. */
export class StoreTimeoutError extends Error {
  override readonly name = 'StoreTimeoutError';

  /** @param timeoutMs milliseconds that it was given */
  constructor(
    readonly operation: 'get' | 'set' | 'destroy',
    readonly timeoutMs: number,
  ) {
    super(`The session store did not answer within ${timeoutMs} ms`, {
      cause: new Error(`${operation} is still pending`),
    });
  }
}

/** The three required methods of a store, each of which answers or fails within a deadline. */
export class PunctualStore<T> {
  constructor(
    private readonly store: Store<T>,
    private readonly timeoutMs: number,
  ) {}

  async get(sid: string, maxAge: number): Promise<T | undefined> {
    // Not every store knows undefined from null.
    return (await this.inTime('get', this.store.get(sid, maxAge))) ?? undefined;
  }

  async set(sid: string, data: T): Promise<void> {
    await this.inTime('set', this.store.set(sid, data));
  }

  async destroy(sid: string): Promise<void> {
    await this.inTime('destroy', this.store.destroy(sid));
  }

  private inTime<R>(operation: StoreTimeoutError['operation'], answer: R | Promise<R>): R | Promise<R> {
    if (!isPending(answer)) return answer;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new StoreTimeoutError(operation, this.timeoutMs));
      }, this.timeoutMs);
    });
    // What loses the race is still handled by it: a store that fails late harms nobody.
    return Promise.race([answer, deadline]).finally(() => {
      clearTimeout(timer);
    });
  }
}

const isPending = <R>(answer: R | Promise<R>): answer is Promise<R> =>
  typeof (answer as { then?: unknown } | null | undefined)?.then === 'function';
