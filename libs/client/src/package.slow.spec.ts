import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile, execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const LIBRARY = fileURLToPath(new URL('..', import.meta.url));
const INSTALLED = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

/** The example of the README. */
const EXAMPLE = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(LIBRARY, 'README.md'), 'utf8'))?.[1] ?? '';

const SESSION = {
  _id: '1',
  id_beaker_session: 'YW5uYQ==',
  username: 'anna',
  start: 1_772_442_000,
  last_ping: 1_772_442_060,
  last_visible_ping: 1_772_442_060,
  last_visible_path: ['/orders'],
  visible_duration: 60,
  tab_duration: { '/orders': 60 },
  active: true,
};

describe('The package @dwell/client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dwell-client-'));
  const modules = join(folder, 'node_modules');
  const urls: (string | undefined)[] = [];
  const server = createServer(({ url }, response) => {
    urls.push(url);
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ description: 'Sessions', sessions: [SESSION], next_cursor: 'more' }));
  });
  beforeAll(async () => {
    const packed = execFileSync('npm', ['pack', '--json', '--offline', '--pack-destination', folder], {
      cwd: LIBRARY,
      encoding: 'utf8',
    });
    const [{ filename } = { filename: '' }] = JSON.parse(packed) as { filename: string }[];
    mkdirSync(join(modules, '@dwell'), { recursive: true });
    execFileSync('tar', ['xzf', filename], { cwd: folder });
    execFileSync('mv', ['package', join(modules, '@dwell/client')], { cwd: folder });
    for (const name of ['openapi-fetch', 'openapi-typescript-helpers', '@types/node', 'undici-types']) {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(INSTALLED, name), join(modules, name));
    }
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    writeFileSync(
      join(folder, 'main.ts'),
      EXAMPLE.replace('https://dwell.example', `http://127.0.0.1:${port}`),
    );
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it('contains the build, README and license, and no tests', () => {
    const root = join(modules, '@dwell/client');
    expect(readdirSync(root).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
    const files = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' });
    expect(files).toContain('index.d.ts');
    expect(files.filter((file) => file.includes('.spec.'))).toEqual([]);
  });

  it.each(['nodenext', 'esnext'])(
    'compiles and runs the example of its README in a strict TypeScript project with module %s',
    async (module) => {
      const compilerOptions = {
        strict: true,
        target: 'es2023',
        lib: ['es2023', 'dom'],
        module,
        moduleResolution: module === 'esnext' ? 'bundler' : module,
        types: ['node'],
        outDir: module,
        skipLibCheck: true,
      };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
      const tsc = join(INSTALLED, 'typescript/bin/tsc');
      expect(execFileSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })).toBe('');
      const { stdout } = await promisify(execFile)(process.execPath, [join(folder, module, 'main.js')]);
      expect(stdout).toBe('[ 60 ] more\n');
      expect(urls.at(-1)).toBe('/api/v2/sessions?usernames%5B%5D=anna&active=true&limit=50');
    },
  );
});
