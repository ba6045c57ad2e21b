import { parentPort, Worker } from 'node:worker_threads';
import { StoreUnavailableError, StoreUnusableError } from '../../ports/errors.js';

/** What a worker offers: plain functions, whose arguments and results postMessage can carry. */
export type Methods = Record<string, (...args: never[]) => unknown>;

export interface Service<M extends Methods> {
  readonly methods: M;
  close(): void;
}

/** A call is numbered; its answer carries the same number. */
type Call = readonly [call: number, method: string, args: readonly unknown[]];
type Answer =
  | readonly [call: number, outcome: 'returned', value: unknown]
  | readonly [call: number, outcome: 'threw', error: CarriedError];

interface CarriedError {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
}

/** The first call of all; its argument is what the service opens with. */
const OPEN = 'open';

/** The last call of all; it is answered by the worker's end. */
const CLOSE = 'close';

/** SQLite's result codes (their first part) that tell of the database's state, not of a mistake in a statement. */
const UNAVAILABLE_CODES =
  /^SQLITE_(BUSY|LOCKED|NOMEM|READONLY|INTERRUPT|IOERR|CORRUPT|FULL|CANTOPEN|PROTOCOL|NOTADB)/;

/** Runs in the worker: opens the service when it is told to, then does one call after the other. */
export const serve = <D, M extends Methods>(open: (data: D) => Service<M> | Promise<Service<M>>): void => {
  const port = parentPort;
  if (!port) throw new Error('Only a worker thread can serve');
  let service: Service<M> | undefined;

  const run = async ([call, method, args]: Call): Promise<Answer> => {
    try {
      if (method === OPEN) {
        service = await open(args[0] as D);
        return [call, 'returned', undefined];
      }
      const called = service?.methods[method];
      if (!called) throw new Error(`The worker has no method ${method}`);
      return [call, 'returned', called(...(args as never[]))];
    } catch (error) {
      return [call, 'threw', carry(error)];
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
   * Resolves when the worker's service is open.
   * @throws StoreUnusableError when the service refuses to open.
   */
  open(data: unknown): Promise<void> {
    return this.post(OPEN, [data]) as Promise<void>;
  }

  /** How many calls wait for their answer. */
  get load(): number {
    return this.pending.size;
  }

  call<K extends keyof M & string>(method: K, ...args: Parameters<M[K]>): Promise<Awaited<ReturnType<M[K]>>> {
    return this.post(method, args) as Promise<Awaited<ReturnType<M[K]>>>;
  }

  /** Resolves when all calls made before are answered and the worker has ended. */
  async close(): Promise<void> {
    if (!this.stopped) this.worker.postMessage([++this.lastCall, CLOSE, []] satisfies Call);
    await this.exited;
  }

  private post(method: string, args: readonly unknown[]): Promise<unknown> {
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
