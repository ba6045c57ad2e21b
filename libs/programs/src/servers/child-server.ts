import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const READY = /(https?:\/\/\S+)/;
const READY_WITHIN_SECONDS = 30;

/** How many of the units in which /proc counts time are a second. The number is the same on all usual systems. */
const TICKS_PER_SECOND = 100;

export interface Launch {
  /** The program's name in error messages. */
  readonly name: string;
  readonly script: string;
  readonly nodeArgs?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether to print what the program writes after it is ready. Default: true. */
  readonly showOutput?: boolean;
  /** Whether the script runs the server in a child process of its own, as npm does. Default: false. */
  readonly isWrapper?: boolean;
  /** How long the start may take, in seconds. Default: 30. */
  readonly readyWithinSeconds?: number;
}

/** Runs a server in a child process. The server says that it is ready by printing the URL that it listens on. */
export class ChildServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly isWrapper: boolean,
  ) {}

  /** @throws Error with the program's output when it exits, or is not ready in time */
  static async start({
    name,
    script,
    nodeArgs = [],
    args = [],
    env = {},
    showOutput = true,
    isWrapper = false,
    readyWithinSeconds = READY_WITHIN_SECONDS,
  }: Launch): Promise<ChildServer> {
    const child = spawn(process.execPath, [...nodeArgs, script, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: isWrapper,
    });
    const killChild = (): void => {
      send('SIGKILL', child, isWrapper);
    };
    process.once('exit', killChild);
    child.once('exit', () => process.removeListener('exit', killChild));
    const url = await untilReady(name, child, readyWithinSeconds, killChild);
    if (showOutput) child.stdout.pipe(process.stderr, { end: false });
    if (showOutput) child.stderr.pipe(process.stderr, { end: false });
    return new ChildServer(child, url, isWrapper);
  }

  /** The exit code, or the signal that ended the process; undefined while the process runs. */
  get ended(): string | undefined {
    const { exitCode, signalCode } = this.child;
    return signalCode ?? exitCode?.toString();
  }

  /** Returns the ids of the running processes that the process itself has started. Rejects where `ps` fails. */
  async childPids(): Promise<number[]> {
    const parent = String(this.child.pid);
    const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=', '--ppid', parent]);
    return stdout.split(/\s+/).filter(Boolean).map(Number);
  }

  /** Returns the resident memory of the process in MB; NaN where `ps` fails. */
  async residentMb(): Promise<number> {
    try {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(this.child.pid)]);
      return Number(stdout) / 1024;
    } catch {
      return NaN;
    }
  }

  /** Returns the seconds that the process and its threads have used a processor; NaN where /proc does not exist. */
  cpuSeconds(): number {
    try {
      // The name of the program, in parentheses, may have blanks. utime and stime are the 14th and the 15th field.
      const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    } catch {
      return NaN;
    }
  }

  /** Returns the number of open files, sockets and other handles of the process; NaN where /proc does not exist. */
  openFiles(): number {
    try {
      return readdirSync(`/proc/${this.child.pid}/fd`).length;
    } catch {
      return NaN;
    }
  }

  /** Resolves when the process has exited. SIGTERM, not SIGKILL, lets the server store what it still holds. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.ended !== undefined) return;
    // The output of a wrapper is closed when the server in it has exited too.
    const gone = once(this.child, this.isWrapper ? 'close' : 'exit');
    send(signal, this.child, this.isWrapper);
    await gone;
  }
}

/** Sends a signal to a process, or to all processes of its group. */
const send = (signal: NodeJS.Signals, child: ChildProcess, toGroup: boolean): void => {
  if (!toGroup || child.pid === undefined) {
    child.kill(signal);
    return;
  }
  sendTo(-child.pid, signal);
};

/** Sends a signal to the process with this id, or to the group with this negated id. One that has ended is no error. */
export const sendTo = (id: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(id, signal);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ESRCH') throw error;
  }
};

const untilReady = (name: string, child: ChildProcess, seconds: number, kill: () => void): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = '';
    const fail = (reason: string): void => {
      kill();
      reject(new Error(`${name} ${reason}:\n${output}`));
    };
    const timer = setTimeout(() => {
      fail(`was not ready within ${seconds} s`);
    }, seconds * 1000);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`exited with code ${code}`);
    });
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stdout?.on('data', (chunk: Buffer) => {
      if (output.length > 10_000) return;
      output += chunk.toString();
      const url = READY.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
