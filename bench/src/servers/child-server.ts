import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

const READY = /(https?:\/\/\S+)/;
const READY_WITHIN_MS = 30_000;

export interface Launch {
  /** What the program is, in messages. */
  readonly name: string;
  readonly script: string;
  readonly nodeArgs?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether to show what it writes once it is ready. */
  readonly showOutput?: boolean;
}

/** A server in a process of its own; it prints the address that it listens on when it is ready. */
export class ChildServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** @throws Error with what the program wrote, when it ends or is silent instead of getting ready. */
  static async start({
    name,
    script,
    nodeArgs = [],
    args = [],
    env = {},
    showOutput = true,
  }: Launch): Promise<ChildServer> {
    const child = spawn(process.execPath, [...nodeArgs, script, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const endChild = (): void => void child.kill('SIGKILL');
    process.once('exit', endChild);
    child.once('exit', () => process.removeListener('exit', endChild));
    const url = await untilReady(name, child);
    if (showOutput) child.stdout.pipe(process.stderr, { end: false });
    if (showOutput) child.stderr.pipe(process.stderr, { end: false });
    return new ChildServer(child, url);
  }

  /** Undefined while it runs; else its exit code, or the signal that ended it. */
  get ended(): string | undefined {
    const { exitCode, signalCode } = this.child;
    return signalCode ?? exitCode?.toString();
  }

  /** Resident memory of the process, in MB; NaN where the system can't tell. */
  async residentMb(): Promise<number> {
    try {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(this.child.pid)]);
      return Number(stdout) / 1024;
    } catch {
      return NaN;
    }
  }

  /** SIGTERM lets it store what waits; SIGKILL does not. Resolves when the process is gone. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.ended !== undefined) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}

const untilReady = (name: string, child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let written = '';
    const fail = (what: string): void => {
      child.kill('SIGKILL');
      reject(new Error(`${name} ${what}:\n${written}`));
    };
    const timer = setTimeout(() => {
      fail(`was not ready within ${READY_WITHIN_MS / 1000} s`);
    }, READY_WITHIN_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
    child.stderr?.on('data', (chunk: Buffer) => (written += chunk.toString()));
    child.stdout?.on('data', (chunk: Buffer) => {
      if (written.length > 10_000) return;
      written += chunk.toString();
      const url = READY.exec(written)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
