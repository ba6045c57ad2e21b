import { parentPort, Worker } from 'node:worker_threads';
import { type Answer, type Call, Calls, type Outcome, outcomeOf } from '../../../platform/calls.js';
import { StoreUnavailableError } from '../../ports/errors.js';
import { translateDriverError } from './errors.js';

/** What a worker offers: synchronous functions whose arguments and results `postMessage` can carry. */
export type Methods = Record<string, (...args: never[]) => unknown>;

/** The methods M of a worker, as another thread calls them: each returns a promise. */
export type Remote<M> = {
  readonly [K in keyof M]: M[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};

export interface Service<M extends Methods> {
  readonly methods: M;
  close(): void;
}

/** Returns methods that call `call` with their names and arguments. */
export const remoteOf = <M>(
  names: readonly string[],
  call: (method: string, args: readonly unknown[]) => Promise<unknown>,
): Remote<M> => {
  const methods = names.map((name) => [name, (...args: unknown[]) => call(name, args)] as const);
  return Object.fromEntries(methods) as unknown as Remote<M>;
};

/** Returns what the call returned. @throws the error that a store rejects with, if the call threw */
export const valueOf = ([kind, value]: Outcome): unknown => {
  if (kind === 'threw') throw translateDriverError(value);
  return value;
};

/** The name of the first call. Its argument opens the service; the answer lists the service's methods. */
const OPEN = 'open';

/** The name of the last call. The worker sends no answer to it: it closes the service and ends. */
const CLOSE = 'close';

/** Runs in the worker: opens the service at the first call, then runs one call after the other. */
export const serve = <D, M extends Methods>(open: (data: D) => Service<M> | Promise<Service<M>>): void => {
  const port = parentPort;
  if (!port) throw new Error('Only a worker thread can serve');
  let service: Service<M> | undefined;

  const run = async (method: string, args: readonly unknown[]): Promise<unknown> => {
    if (method === OPEN) {
      service = await open(args[0] as D);
      return Object.keys(service.methods);
    }
    const called = service?.methods[method];
    if (!called) throw new Error(`The worker has no method ${method}`);
    return called(...(args as never[]));
  };
  port.on('message', ([call, method, args]: Call) => {
    if (method === CLOSE) {
      service?.close();
      port.close();
    } else {
      void outcomeOf(() => run(method, args)).then((outcome) => {
        port.postMessage([call, outcome] satisfies Answer);
      });
    }
  });
};

/** The main thread's side of a worker. */
export class WorkerClient<M extends Methods> {
  private readonly calls: Calls;
  private readonly exited: Promise<void>;
  private readonly worker: Worker;
  private hasStopped = false;

  /** Starts the worker's thread. */
  constructor(url: URL) {
    const worker = new Worker(url);
    this.worker = worker;
    this.calls = new Calls((call) => {
      worker.postMessage(call);
    });
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
      this.calls.settle(answer);
    });
  }

  /**
   * Opens the worker's service. Returns its methods.
   * @throws StoreUnusableError when the service refuses to open.
   */
  async open(data: unknown): Promise<Remote<M>> {
    const call = async (method: string, args: readonly unknown[]): Promise<unknown> =>
      valueOf(await this.run(method, args));
    return remoteOf((await call(OPEN, [data])) as string[], call);
  }

  /** Calls a method. Resolves to how the call ended, and never rejects. */
  run(method: string, args: readonly unknown[]): Promise<Outcome> {
    return this.calls.run(method, args);
  }

  /** Resolves when all earlier calls are answered and the worker has ended. */
  async close(): Promise<void> {
    if (!this.hasStopped) void this.run(CLOSE, []);
    await this.exited;
  }

  private stop(cause: unknown): void {
    this.hasStopped = true;
    this.calls.end(new StoreUnavailableError('The database is closed', { cause }));
  }
}
