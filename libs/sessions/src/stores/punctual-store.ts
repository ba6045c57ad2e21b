import type { DestroyAnswer, Store } from './store.js';

/** Thrown when a store did not answer in time. Whether the operation was carried out is unknown. */
export class StoreTimeoutError extends Error {
  override readonly name = 'StoreTimeoutError';

  /** @param timeoutMs the time that the store had, in milliseconds */
  constructor(
    readonly operation: 'get' | 'set' | 'replace' | 'destroy',
    readonly timeoutMs: number,
  ) {
    super(`The session store did not answer within ${timeoutMs} ms`, {
      cause: new Error(`${operation} is still pending`),
    });
  }
}

/** Wraps a store so that its methods answer, or reject with a {@link StoreTimeoutError}, within a time limit. */
export class PunctualStore<T> implements Pick<Store<T>, 'get' | 'set' | 'replace' | 'destroy'> {
  /** @param timeoutMs the time that the store has for each answer, in milliseconds */
  constructor(
    private readonly store: Store<T>,
    private readonly timeoutMs: number,
  ) {}

  /** Whether the store replaces sessions in one step. */
  get replaces(): boolean {
    return this.store.replace !== undefined;
  }

  async get(sid: string, maxAge: number): Promise<T | undefined> {
    // Some stores return null for a missing session.
    return (await this.inTime('get', this.store.get(sid, maxAge))) ?? undefined;
  }

  async set(sid: string, data: T): Promise<void> {
    await this.inTime('set', this.store.set(sid, data));
  }

  /** Uses `get` and `set` if the store has no `replace`; a change by others between the two goes unnoticed. */
  async replace(sid: string, maxAge: number, data: T): Promise<boolean> {
    if (this.store.replace) return this.inTime('replace', this.store.replace(sid, maxAge, data));
    if ((await this.get(sid, maxAge)) === undefined) return false;
    await this.set(sid, data);
    return true;
  }

  async destroy(sid: string): Promise<DestroyAnswer> {
    return this.inTime('destroy', this.store.destroy(sid));
  }

  private inTime<R>(operation: StoreTimeoutError['operation'], answer: R | Promise<R>): R | Promise<R> {
    if (!isPending(answer)) return answer;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new StoreTimeoutError(operation, this.timeoutMs));
      }, this.timeoutMs);
    });
    // Promise.race also handles the rejection of the loser, so a store that fails late causes no unhandled rejection.
    return Promise.race([answer, deadline]).finally(() => {
      clearTimeout(timer);
    });
  }
}

const isPending = <R>(answer: R | Promise<R>): answer is Promise<R> =>
  typeof (answer as { then?: unknown } | null | undefined)?.then === 'function';
