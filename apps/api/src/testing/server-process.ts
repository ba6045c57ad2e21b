import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const claimNode20 = "Object.defineProperty(process.versions, 'node', { value: '20.20.2' })";

/** Environment variables with which a program believes that it runs on Node 20.20.2. */
export const ON_OLD_NODE = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(claimNode20)}`,
};

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** Runs the built server as a child process. */
export class ServerProcess {
  stdout = '';
  stderr = '';
  private readonly exited: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (data: Buffer) => (this.stdout += data.toString()));
    child.stderr?.on('data', (data: Buffer) => (this.stderr += data.toString()));
    this.exited = once(child, 'close').then(([code]) => code as number | null);
  }

  static spawn(env: Record<string, string>): ServerProcess {
    const { PATH = '' } = process.env;
    return new ServerProcess(
      spawn(process.execPath, [MAIN], { env: { PATH, PORT: '0', LOG_LEVEL: 'warn', ...env } }),
    );
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Resolves to the server's URL when the server is ready. */
  async ready(): Promise<string> {
    return (await this.says(/Dwell is ready on (\S+)/))[1] ?? '';
  }

  /** Resolves to the match when the standard output matches `pattern`. Rejects if the process ends first. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const said = pattern.exec(this.stdout);
      if (said) return said;
      const next = await Promise.race([once(this.child.stdout ?? this.child, 'data'), this.exited]);
      if (!Array.isArray(next)) throw new Error(`The server ended with ${String(next)}: ${this.stderr}`);
    }
  }

  /** Resolves to the exit code when the process has ended; to null if a signal ended it. */
  exit(): Promise<number | null> {
    return this.exited;
  }

  /** Sends a signal that does not end the process. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  stop(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }
}
