import cluster, { type Worker } from 'node:cluster';
import { setTimeout as wait } from 'node:timers/promises';
import { outcomeOf } from '../platform/calls.js';
import { Peer } from '../platform/peer.js';
import { ExplainedError } from '../platform/start-error.js';
import { ipcChannel } from './ipc-channel.js';
import { closeLostConnection } from './lost-connection.js';
import { ORDER, REPORT, SERVER_CHANNEL, type Share, type Started } from './messages.js';

/** How long an HTTP process may take to answer what is in flight when the server stops, in milliseconds. */
const STOP_WITHIN_MS = 7_000;

/** The pause before a process that failed to start is started again, in milliseconds. */
const RETRY_MS = 1_000;

/**
 * How long a change of identities waits for a process that does not respond, in milliseconds. After this time the
 * identities of keys and logins that the process has cached have expired in any case.
 */
const FORGET_WITHIN_MS = 5_000;

interface Options {
  readonly share: Share;
  /** Called with the generated password of the first admin when the process that created the admin has started. */
  readonly onMadePassword: (password: string) => void;
  readonly onWaiting: (database: string) => void;
  readonly warn: (line: string) => void;
}

/** Starts the processes that answer requests, replaces those that end, and tells them of changed identities. */
export class HttpProcesses {
  private readonly running = new Map<Worker, Peer>();
  private stopping = false;
  /** Whether a process has ended with an error since the server was told to stop. */
  private failed = false;

  constructor(private readonly options: Options) {
    // A structured clone carries what JSON does not: bytes, sets, maps and undefined.
    cluster.setupPrimary({ serialization: 'advanced' });
  }

  /** Resolves to the server's URL when all answer requests. Rejects with an ExplainedError if one can't start. */
  async start(count: number): Promise<string> {
    const [url = ''] = await Promise.all(Array.from({ length: count }, () => this.fork()));
    return url;
  }

  /**
   * Lets all processes answer what is in flight, and kills those that need longer than {@link STOP_WITHIN_MS}. Resolves
   * when they have ended, to whether all ended without error.
   */
  async stop(): Promise<boolean> {
    this.stopping = true;
    const workers = [...this.running.keys()];
    const kill = setTimeout(() => {
      for (const worker of workers) worker.process.kill('SIGKILL');
    }, STOP_WITHIN_MS);
    await Promise.all(
      workers.map(async (worker) => {
        const ended = new Promise((resolve) => worker.once('exit', resolve));
        void this.running.get(worker)?.call(ORDER.stop);
        await ended;
      }),
    );
    clearTimeout(kill);
    return !this.failed;
  }

  /** Ends all processes at once. */
  kill(): void {
    this.stopping = true;
    for (const worker of this.running.keys()) worker.process.kill('SIGKILL');
  }

  /**
   * Starts a process. Resolves to its URL when it answers requests. Rejects with an ExplainedError if it ends before
   * that.
   */
  private fork(): Promise<string> {
    return new Promise((resolve, reject) => {
      const worker = cluster.fork();
      const { pid } = worker.process;
      worker.on('error', ({ message }: Error) => {
        if (pid === undefined) reject(new ExplainedError([`An HTTP process can't be started: ${message}`]));
        else this.options.warn(`An HTTP process (${pid}) can't be reached: ${message}`);
      });
      // The system refused to start a process. The error event says why, and there will be no exit.
      if (pid === undefined) return;
      closeLostConnection(worker);
      const endSharing = this.options.share((name) => ipcChannel(worker, name));
      let hasStarted = false;
      let reasons: readonly string[] | undefined;
      const reports: Readonly<Record<string, (argument: unknown) => unknown>> = {
        [REPORT.waiting]: (database) => {
          this.options.onWaiting(database as string);
        },
        [REPORT.started]: (started) => {
          hasStarted = true;
          const { url, madePassword } = started as Started;
          if (madePassword !== undefined) this.options.onMadePassword(madePassword);
          resolve(url);
        },
        [REPORT.failed]: (lines) => {
          reasons = lines as readonly string[];
        },
        [REPORT.identitiesChanged]: () => this.forgetIdentities(worker),
      };
      const peer = new Peer(ipcChannel(worker, SERVER_CHANNEL), (method, [argument]) =>
        outcomeOf(() => reports[method]?.(argument)),
      );
      this.running.set(worker, peer);
      worker.once('exit', (code: number | null, signal: string | null) => {
        this.running.delete(worker);
        endSharing();
        peer.end(new Error('The process has ended'));
        const reason = `An HTTP process (${pid}) ended with ${signal ?? `code ${code}`}`;
        if (this.stopping) this.failed ||= code !== 0;
        if (!hasStarted) reject(new ExplainedError(reasons ?? [`Dwell can't start: ${reason}`]));
        else if (!this.stopping) void this.replace(reason);
      });
    });
  }

  private async replace(reason: string): Promise<void> {
    this.options.warn(`${reason}; another one is started`);
    while (!this.stopping && !(await this.tryFork())) await wait(RETRY_MS, undefined, { ref: false });
  }

  /** Resolves to whether the process that it starts answers requests. */
  private async tryFork(): Promise<boolean> {
    try {
      await this.fork();
      return true;
    } catch (error) {
      if (!this.stopping) this.options.warn((error as Error).message);
      return false;
    }
  }

  /** Resolves when all other processes have emptied their caches of identities, or after {@link FORGET_WITHIN_MS}. */
  private async forgetIdentities(changedBy: Worker): Promise<void> {
    const others = [...this.running].filter(([worker]) => worker !== changedBy).map(([, peer]) => peer);
    const forgotten = Promise.all(others.map((peer) => peer.call(ORDER.forgetIdentities)));
    await Promise.race([forgotten, wait(FORGET_WITHIN_MS, undefined, { ref: false })]);
  }
}
