import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ServerProcess } from './testing/server-process.js';
import { TestServer } from './testing/test-server.js';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

/** Returns environment variables with which Node runs the code `module` before a program. */
const running = (module: string): Record<string, string> => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(module)}`,
});

/** Code that writes to standard error when the program imports mongoose. */
const REPORT_MONGOOSE = `
  import { writeSync } from 'node:fs';
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'mongoose') writeSync(2, 'mongoose is loaded\\n');
      return next(specifier, context);
    },
  });`;

/** Code that makes the server fail while it starts, in a way that the server does not expect. */
const BREAK_HASHES = `
  import crypto from 'node:crypto';
  import { syncBuiltinESMExports } from 'node:module';
  crypto.createHash = () => { throw new Error('no hashes today'); };
  syncBuiltinESMExports();`;

const UNREACHABLE = '127.0.0.1:1';

describe('The bundled server', () => {
  let folder: string;
  let server: ServerProcess | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dwell-bundle-'));
  });
  afterEach(async () => {
    await server?.stop('SIGTERM');
    await rm(folder, { recursive: true });
  });

  const start = (env: Record<string, string> = {}): ServerProcess => {
    const DATABASE_URL = `file:${join(folder, 'dwell.db')}`;
    server = ServerProcess.spawn({ DATABASE_URL, ADMIN_PASSWORD: 'correct horse', ...env });
    return server;
  };

  it('has the same OpenAPI document as the server that is compiled file by file', async () => {
    const url = await start().ready();
    const bundled: unknown = await (await fetch(`${url}/api/openapi.json`)).json();
    const compiled = await TestServer.start();
    try {
      expect(bundled).toEqual((await compiled.call('GET', '/api/openapi.json')).body);
    } finally {
      await compiled.close();
    }
  });

  it('serves the dashboard, the script of the tracker and the files of Swagger UI', async () => {
    const url = await start().ready();
    for (const path of ['/', '/tracker.js', '/api/docs', '/api/docs/swagger-ui.css']) {
      expect([path, (await fetch(url + path)).status]).toEqual([path, 200]);
    }
  });

  it('does not load the driver of MongoDB for an SQLite file', async () => {
    await start(running(REPORT_MONGOOSE)).ready();
    expect(server?.stderr).toBe('');
  });

  it('loads the driver of MongoDB for a database on MongoDB', async () => {
    const DATABASE_URL = `mongodb://${UNREACHABLE}/dwell`;
    await start({ ...running(REPORT_MONGOOSE), DATABASE_URL }).says(/Waiting for/);
    expect(server?.stderr).toContain('mongoose is loaded');
  });

  it("loads the driver of MongoDB if sessman's data is on MongoDB", async () => {
    const SESSMAN_CONF = join(folder, 'sessman.json');
    await writeFile(SESSMAN_CONF, JSON.stringify({ database: 'd', server_url: UNREACHABLE }));
    await start({ ...running(REPORT_MONGOOSE), SESSMAN_CONF }).says(/Waiting for/);
    expect(server?.stderr).toContain('mongoose is loaded');
  });

  it.each(['chunks/server.js', 'workers/commit-worker.js', 'workers/read-worker.js'])(
    'has in %s only characters that take one byte each in the memory of V8',
    async (file) => {
      const text = await readFile(join(DIST, file), 'utf8');
      expect(/[^\0-\xff]/.exec(text)).toBeNull();
      // A raw template has its characters as they are written. An escape would be another text there.
      expect(/String\.raw`[^`]*\\u/.exec(text)).toBeNull();
    },
  );

  it('gives 8 MB or more back that only its start needed', async () => {
    await start().ready();
    const memory = async (): Promise<number> =>
      Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${server?.pid}/status`, 'utf8'))?.[1]);
    const goal = (await memory()) - 8 * 1024;
    while ((await memory()) > goal) await wait(100);
  });

  it('names the source files in the stack of an unexpected error', async () => {
    expect(await start(running(BREAK_HASHES)).exit()).toBe(1);
    expect(server?.stderr).toMatch(
      /no hashes today\n[^]*at readTrackerScript \(apps\/api\/src\/tracker-script\/tracker-script\.ts:\d+:\d+\)/,
    );
  });
});
