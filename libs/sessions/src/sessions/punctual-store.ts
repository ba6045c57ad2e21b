import type { Store } from '../store.js';

/** A store gave no answer in time; whether it did what it was asked is unknown. */
export class StoreTimeoutError extends Error {
  override readonly name = 'StoreTimeoutError';

  /** @param timeoutMs milliseconds that it was given */
  constructor(
    readonly operation: 'get' | 'set' | 'replace' | 'destroy',
    readonly timeoutMs: number,
  ) {
    super(`The session store did not answer within ${timeoutMs} ms`, {
      cause: new Error(`${operation} is still pending`),
    });
  }
}

/** A store whose methods answer, or fail with a {@link StoreTimeoutError}, within a deadline. */
export class PunctualStore<T> implements Pick<Store<T>, 'get' | 'set' | 'replace' | 'destroy'> {
  /** @param timeoutMs milliseconds that the store has for each answer */
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

  /** Where the store can not replace, `get` and `set` do it, and what others do in between is not seen. */
  async replace(sid: string, maxAge: number, data: T): Promise<boolean> {
    if (this.store.replace) return this.inTime('replace', this.store.replace(sid, maxAge, data));
    if ((await this.get(sid, maxAge)) === undefined) return false;
    await this.set(sid, data);
    return true;
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
