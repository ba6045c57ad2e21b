import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = join(__dirname, '..');
const CHECKOUT = [
  'apps/api',
  'apps/demo',
  'apps/dashboard',
  'libs',
  'tools',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];
const NOT_CHECKED_OUT = /\/(node_modules|dist|dist-types)$/;

const projectsIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .map((name) => join(folder, name))
    .filter((project) => CHECKOUT.some((part) => project.startsWith(part)));

/** Runs `npm start` in a checkout, with a port and a database of its own. */
class Start {
  output = '';
  private readonly child: ChildProcess;
  private readonly closed: Promise<'closed'>;

  constructor(checkout: string, database: string) {
    this.child = spawn(process.execPath, ['tools/start.mjs'], {
      cwd: checkout,
      env: { PATH: process.env['PATH'], PORT: '0', DATABASE_URL: `file:${database}`, LOG_LEVEL: 'warn' },
    });
    this.closed = once(this.child, 'close').then(() => 'closed');
    this.child.stdout?.on('data', (data: Buffer) => (this.output += data.toString()));
    this.child.stderr?.on('data', (data: Buffer) => (this.output += data.toString()));
  }

  /** Resolves with the server's URL. */
  async ready(): Promise<string> {
    for (;;) {
      const url = /Dwell is ready on (\S+)/.exec(this.output)?.[1];
      if (url !== undefined) return url;
      const event = await Promise.race([once(this.child.stdout ?? this.child, 'data'), this.closed]);
      if (event === 'closed') throw new Error(`The start failed: ${this.output}`);
    }
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.closed;
  }
}

describe('npm start', () => {
  let folder: string;
  let checkout: string;
  const starts: Start[] = [];
  const start = (): Start => {
    const begun = new Start(checkout, join(folder, `${String(starts.length)}.db`));
    starts.push(begun);
    return begun;
  };
  const releases = (): string[] =>
    readdirSync(join(checkout, '.releases')).filter((name) => /^\w{16}$/.test(name));
  const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dwell-start-'));
    checkout = join(folder, 'checkout');
    for (const part of CHECKOUT) {
      cpSync(join(ROOT, part), join(checkout, part), {
        recursive: true,
        filter: (path) => !NOT_CHECKED_OUT.test(path),
      });
    }
    for (const project of ['.', ...['apps', 'libs'].flatMap(projectsIn)]) {
      const packages = join(ROOT, project, 'node_modules');
      if (existsSync(packages)) symlinkSync(packages, join(checkout, project, 'node_modules'));
    }
  });
  afterAll(async () => {
    await Promise.all(starts.map((each) => each.stop()));
    rmSync(folder, { recursive: true });
  });

  it('builds one release when three processes start at once, and all three become ready', async () => {
    const three = [start(), start(), start()];
    const urls = await Promise.all(three.map((each) => each.ready()));
    expect(new Set(urls).size).toBe(3);
    expect(three.filter(({ output }) => output.includes('Building Dwell'))).toHaveLength(1);
    expect(releases()).toHaveLength(1);
  });

  it('leaves the files of running servers alone when the sources change and a new release is built', async () => {
    const [old] = releases();
    appendFileSync(join(checkout, 'apps/api/src/main.ts'), '// A later version.\n');
    const urls = await Promise.all([...starts, start(), start()].map((each) => each.ready()));
    expect(releases()).toHaveLength(2);
    expect(releases()).toContain(old);
    for (const url of urls) {
      expect(await statusOf(url)).toBe(200);
      expect(await statusOf(`${url}/tracker.js`)).toBe(200);
      expect(await statusOf(`${url}/readyz`)).toBe(200);
    }
  });

  it('lets no other user of the machine read, replace or lock what it builds', () => {
    const releases = join(checkout, '.releases');
    const made = [releases, ...readdirSync(releases).map((name) => join(releases, name))];
    expect(made.length).toBeGreaterThan(2);
    expect(made.filter((path) => (statSync(path).mode & 0o077) !== 0)).toEqual([]);
  });

  it('removes a release that no process uses any more', async () => {
    const [first, second, third] = starts;
    await Promise.all([first?.stop(), second?.stop(), third?.stop()]);
    await start().ready();
    expect(releases()).toHaveLength(1);
  });

  it('says what is wrong and starts nothing when the sources do not compile', async () => {
    appendFileSync(join(checkout, 'apps/api/src/main.ts'), 'const broken = ;\n');
    const broken = start();
    await expect(broken.ready()).rejects.toThrow(/main\.ts[^]*The build failed; nothing was started\./);
  });
});
