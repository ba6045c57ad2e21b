import { parentPort, Worker } from 'node:worker_threads';
import { StoreUnavailableError } from '../../ports/errors.js';
import { type CarriedError, carryError, translateDriverError } from './errors.js';

/** What a worker offers: synchronous functions whose arguments and results `postMessage` can carry. */
export type Methods = Record<string, (...args: never[]) => unknown>;

/** The same methods as the main thread calls them. */
export type Remote<M> = {
  readonly [K in keyof M]: M[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};

export interface Service<M extends Methods> {
  readonly methods: M;
  close(): void;
}

/** A numbered call. Its answer carries the same number. */
type Call = readonly [call: number, method: string, args: readonly unknown[]];
type Answer =
  | readonly [call: number, outcome: 'returned', value: unknown]
  | readonly [call: number, outcome: 'threw', error: CarriedError];

/** The first call. Its argument opens the service; the answer lists the service's methods. */
const OPEN = 'open';

/** The last call. The worker answers by ending. */
const CLOSE = 'close';

/** Runs in the worker: opens the service at the first call, then runs one call after the other. */
export const serve = <D, M extends Methods>(open: (data: D) => Service<M> | Promise<Service<M>>): void => {
  const port = parentPort;
  if (!port) throw new Error('Only a worker thread can serve');
  let service: Service<M> | undefined;

  const run = async ([call, method, args]: Call): Promise<Answer> => {
    try {
      if (method === OPEN) {
        service = await open(args[0] as D);
        return [call, 'returned', Object.keys(service.methods)];
      }
      const called = service?.methods[method];
      if (!called) throw new Error(`The worker has no method ${method}`);
      return [call, 'returned', called(...(args as never[]))];
    } catch (error) {
      return [call, 'threw', carryError(error)];
    }
  };
  port.on('message', (call: Call) => {
    if (call[1] === CLOSE) {
      service?.close();
      port.close();
    } else {
      void run(call).then((answer) => {
        port.postMessage(answer);
      });
    }
  });
};

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The main thread's side of a worker. */
export class WorkerClient<M extends Methods> {
  private readonly pending = new Map<number, Pending>();
  private readonly exited: Promise<void>;
  private readonly worker: Worker;
  private lastCall = 0;
  private stopped: StoreUnavailableError | undefined;

  /** Starts the worker's thread. */
  constructor(url: URL) {
    const worker = new Worker(url);
    this.worker = worker;
    this.exited = new Promise((resolve) => {
      worker.once('exit', () => {
        this.stop(undefined);
        resolve();
      });
    });
    worker.on('error', (error) => {
      this.stop(error);
    });
    worker.on('message', (answer: Answer) => {
      this.settle(answer);
    });
  }

  /**
   * Opens the worker's service. Returns its methods.
   * @throws StoreUnusableError when the service refuses to open.
   */
  async open(data: unknown): Promise<Remote<M>> {
    const names = (await this.call(OPEN, [data])) as string[];
    const remote = names.map((name) => [name, (...args: unknown[]) => this.call(name, args)] as const);
    return Object.fromEntries(remote) as unknown as Remote<M>;
  }

  /** Resolves when all earlier calls are answered and the worker has ended. */
  async close(): Promise<void> {
    if (!this.stopped) this.worker.postMessage([++this.lastCall, CLOSE, []] satisfies Call);
    await this.exited;
  }

  private call(method: string, args: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.stopped) {
        reject(this.stopped);
        return;
      }
      const call = ++this.lastCall;
      this.pending.set(call, { resolve, reject });
      this.worker.postMessage([call, method, args] satisfies Call);
    });
  }

  private settle([call, outcome, value]: Answer): void {
    const pending = this.pending.get(call);
    this.pending.delete(call);
    if (outcome === 'returned') pending?.resolve(value);
    else pending?.reject(translateDriverError(value));
  }

  private stop(cause: unknown): void {
    this.stopped ??= new StoreUnavailableError('The database is closed', { cause });
    for (const { reject } of this.pending.values()) reject(this.stopped);
    this.pending.clear();
  }
}
