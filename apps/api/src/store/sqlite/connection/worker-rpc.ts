import { parentPort, Worker, workerData } from 'node:worker_threads';
import { StoreUnavailableError, StoreUnusableError } from '../../store-errors.js';

/** What a worker offers: plain functions, whose arguments and results postMessage can carry. */
export type Methods = Record<string, (...args: never[]) => unknown>;

export interface Service<M extends Methods> {
  readonly methods: M;
  close(): void;
}

/** A call is numbered; its answer carries the same number. The first answer, to call 0, says that the worker is open. */
type Call = readonly [call: number, method: string, args: readonly unknown[]];
type Answer =
  | readonly [call: number, outcome: 'returned', value: unknown]
  | readonly [call: number, outcome: 'threw', error: CarriedError];

interface CarriedError {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
}

const OPENING = 0;
const CLOSE = 'close';

/** SQLite's result codes (their first part) that tell of the database's state, not of a mistake in a statement. */
const UNAVAILABLE_CODES =
  /^SQLITE_(BUSY|LOCKED|NOMEM|READONLY|INTERRUPT|IOERR|CORRUPT|FULL|CANTOPEN|PROTOCOL|NOTADB)/;

/** Runs in the worker: opens the service with the worker's data, then answers calls one after the other. */
export const serve = async <D, M extends Methods>(open: (data: D) => Promise<Service<M>>): Promise<void> => {
  const port = parentPort;
  if (!port) throw new Error('Only a worker thread can serve');
  const post = (answer: Answer): void => {
    port.postMessage(answer);
  };
  try {
    const { methods, close } = await open(workerData as D);
    port.on('message', ([call, method, args]: Call) => {
      try {
        if (method === CLOSE) {
          close();
          port.close();
          return;
        }
        const run = methods[method];
        if (!run) throw new Error(`The worker has no method ${method}`);
        post([call, 'returned', run(...(args as never[]))]);
      } catch (error) {
        post([call, 'threw', carry(error)]);
      }
    });
    post([OPENING, 'returned', undefined]);
  } catch (error) {
    post([OPENING, 'threw', carry(error)]);
  }
};

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The main thread's side of a worker. */
export class WorkerClient<M extends Methods> {
  private readonly pending = new Map<number, Pending>();
  private readonly exited: Promise<void>;
  private lastCall = OPENING;
  private stopped: StoreUnavailableError | undefined;

  private constructor(private readonly worker: Worker) {
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
   * Starts a worker; resolves when its service is open.
   * @throws StoreUnusableError when the service refuses to open.
   */
  static async start<M extends Methods>(url: URL, data: unknown): Promise<WorkerClient<M>> {
    const client = new WorkerClient<M>(new Worker(url, { workerData: data }));
    try {
      await new Promise((resolve, reject) => client.pending.set(OPENING, { resolve, reject }));
    } catch (error) {
      await client.worker.terminate();
      throw error;
    }
    return client;
  }

  /** How many calls wait for their answer. */
  get load(): number {
    return this.pending.size;
  }

  call<K extends keyof M & string>(method: K, ...args: Parameters<M[K]>): Promise<Awaited<ReturnType<M[K]>>> {
    return new Promise((resolve, reject) => {
      if (this.stopped) {
        reject(this.stopped);
        return;
      }
      const call = ++this.lastCall;
      this.pending.set(call, { resolve: resolve as Pending['resolve'], reject });
      this.worker.postMessage([call, method, args] satisfies Call);
    });
  }

  /** Resolves when all calls made before are answered and the worker has ended. */
  async close(): Promise<void> {
    if (!this.stopped) this.worker.postMessage([++this.lastCall, CLOSE, []] satisfies Call);
    await this.exited;
  }

  private settle([call, outcome, value]: Answer): void {
    const pending = this.pending.get(call);
    this.pending.delete(call);
    if (outcome === 'returned') pending?.resolve(value);
    else pending?.reject(rebuild(value));
  }

  private stop(cause: unknown): void {
    this.stopped ??= new StoreUnavailableError('The database is closed', { cause });
    for (const { reject } of this.pending.values()) reject(this.stopped);
    this.pending.clear();
  }
}

const carry = (error: unknown): CarriedError => {
  const { name, message, code } = error as Partial<Record<keyof CarriedError, unknown>>;
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : String(error),
    code: typeof code === 'string' ? code : undefined,
  };
};

const rebuild = ({ name, message, code }: CarriedError): Error => {
  if (name === StoreUnusableError.name) return new StoreUnusableError(message);
  const cause = Object.assign(new Error(message), { code });
  return code && UNAVAILABLE_CODES.test(code)
    ? new StoreUnavailableError('The database can not take it now', { cause })
    : new Error(`The database rejected a statement: ${message}`, { cause });
};
