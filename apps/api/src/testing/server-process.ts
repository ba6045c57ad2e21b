import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** The built server as a process of its own, as `npm start` runs it. */
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

  /** Where it listens, once it says so. */
  async ready(): Promise<string> {
    return (await this.says(/Dwell is ready on (\S+)/))[1] ?? '';
  }

  /** What it writes, once that matches. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const said = pattern.exec(this.stdout);
      if (said) return said;
      const next = await Promise.race([once(this.child.stdout ?? this.child, 'data'), this.exited]);
      if (!Array.isArray(next)) throw new Error(`The server ended with ${String(next)}: ${this.stderr}`);
    }
  }

  /** Its exit code, once it has ended by itself. */
  exit(): Promise<number | null> {
    return this.exited;
  }

  stop(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }
}
