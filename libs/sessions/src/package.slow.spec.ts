import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LIBRARY = fileURLToPath(new URL('..', import.meta.url));
const INSTALLED = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

const MAIN = `
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type CurrentSession, MemoryStore, newSessionId, Sessions, verifySessionId } from '@dwell/sessions';
import { create } from '@dwell/sessions/manager';

interface User { name: string }

const sessions = new Sessions<User>({ store: new MemoryStore<User>(), secret: 'only for this test' });
const server = createServer((req, res) => {
  void sessions.resave(req, res, { name: 'Ada' }).then(() => {
    res.end((req as IncomingMessage & CurrentSession<User>).sessionData?.name);
  });
}).listen(0, '127.0.0.1', async () => {
  const response = await fetch('http://127.0.0.1:' + (server.address() as AddressInfo).port);
  const [sid, signed] = newSessionId('secret');
  const [, valid] = verifySessionId(signed, 'secret');
  const session = await create<User>({ log: { debug: () => undefined } }).create(sid);
  console.log(await response.text(), response.headers.getSetCookie().length, valid, session.key === sid);
  server.close();
});
`;

/** Returns a module of the package and all modules that it imports, directly or not. */
const loadedBy = (file: string, loaded = new Set<string>()): string[] => {
  if (!loaded.has(file)) {
    loaded.add(file);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
      loadedBy(join(dirname(file), path), loaded);
    }
  }
  return [...loaded];
};

describe('The package @dwell/sessions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dwell-package-'));
  const modules = join(folder, 'node_modules');
  beforeAll(() => {
    const packed = execFileSync('npm', ['pack', '--json', '--offline', '--pack-destination', folder], {
      cwd: LIBRARY,
      encoding: 'utf8',
    });
    const [{ filename } = { filename: '' }] = JSON.parse(packed) as { filename: string }[];
    mkdirSync(join(modules, '@dwell'), { recursive: true });
    execFileSync('tar', ['xzf', filename], { cwd: folder });
    execFileSync('mv', ['package', join(modules, '@dwell/sessions')], { cwd: folder });
    // Only what npm installs with the package: no database driver and no web framework.
    for (const name of ['cookie', '@types/node']) {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(INSTALLED, name), join(modules, name));
    }
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    writeFileSync(join(folder, 'main.ts'), MAIN);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('contains the build, README and license, and no spec files', () => {
    const root = join(modules, '@dwell/sessions');
    expect(readdirSync(root).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
    const files = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' });
    expect(files).toContain('index.d.ts');
    expect(files.filter((file) => file.includes('.spec.'))).toEqual([]);
  });

  it('does not load the session manager from its main entry', () => {
    const dist = join(modules, '@dwell/sessions/dist');
    const ofManager = (file: string) => file.includes('/session-manager/');
    expect(loadedBy(join(dist, 'index.js')).filter(ofManager)).toEqual([]);
    expect(loadedBy(join(dist, 'manager.js')).filter(ofManager)).not.toEqual([]);
  });

  it.each(['nodenext', 'esnext'])(
    'compiles and runs in a strict TypeScript project with module %s',
    (module) => {
      const options = {
        strict: true,
        skipLibCheck: false,
        target: 'es2023',
        module,
        moduleResolution: module === 'esnext' ? 'bundler' : module,
        types: ['node'],
        outDir: module,
      };
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ compilerOptions: options, files: ['main.ts'] }),
      );
      const tsc = join(INSTALLED, 'typescript/bin/tsc');
      expect(execFileSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })).toBe('');
      const output = execFileSync(process.execPath, [join(folder, module, 'main.js')], { encoding: 'utf8' });
      expect(output).toBe('Ada 1 true true\n');
    },
  );
});
