import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { ON_OLD_NODE, ServerProcess } from './testing/server-process.js';

const ADMIN_PASSWORD = 'correct horse battery';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const STATIC_IMPORT = /^import (?:[^"']+ from )?["'](.+)["'];$/gm;

/** Names that modules of Node export since Node 22, and the modules that exist since then. */
const SINCE_NODE_22 = /\b(?:enableCompileCache|flushCompileCache|getCompileCacheDir|registerHooks|sqlite)\b/;

describe('The server', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dwell-start-'));
    file = join(folder, 'data', 'dwell.db');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const start = (env: Record<string, string> = {}): ServerProcess =>
    ServerProcess.spawn({ DATABASE_URL: `file:${file}`, ADMIN_PASSWORD, ...env });

  /** Resolves to the single line that a server prints when it refuses to start. */
  const refusalOf = async (server: ServerProcess): Promise<string> => {
    expect(await server.exit()).toBe(1);
    const lines = server.stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(server.stdout).not.toContain('ready');
    return lines[0] ?? '';
  };

  /** Logs the admin in. Resolves to the cookie of the login. */
  const logIn = async (url: string): Promise<string> => {
    const { headers } = await fetch(`${url}/api/v2/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: ADMIN_PASSWORD }),
    });
    return headers.getSetCookie()[0]?.split(';')[0] ?? '';
  };

  it('creates the folder and the database file at its start', async () => {
    const server = start();
    const url = await server.ready();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  it('logs each request at level info, except successful calls of /healthz and /readyz', async () => {
    const server = start({ LOG_LEVEL: 'info' });
    const url = await server.ready();
    for (const path of ['/healthz', '/readyz', '/api/v2/nothing']) await fetch(url + path);
    await server.stop('SIGTERM');
    const routes = [...server.stdout.matchAll(/"route":"([^"]*)"/g)].map(([, route]) => route);
    expect(routes).toEqual(['(unknown)']);
  });

  it('logs the caller of a request that it refuses', async () => {
    const server = start({ LOG_LEVEL: 'info' });
    const url = await server.ready();
    const cookie = await logIn(url);
    await fetch(`${url}/api/v2/users`, { headers: { cookie, origin: 'https://evil.example.org' } });
    await server.stop('SIGTERM');
    expect(server.stdout).toMatch(/"status":403,"address":"127.0.0.1","caller":"admin"/);
  });

  it('accepts a repeatable parameter that is given once, also in the bundle', async () => {
    const server = start();
    const url = await server.ready();
    const cookie = await logIn(url);
    for (const call of ['statistics/summary?usernames=ann', 'sessions?not_usernames=ann']) {
      expect((await fetch(`${url}/api/v2/${call}`, { headers: { cookie } })).status).toBe(200);
    }
    await server.stop('SIGTERM');
  });

  it('shows the generated password of the first admin once, in a block that no line of the log interrupts', async () => {
    const first = start({ ADMIN_PASSWORD: '', LOG_LEVEL: 'info' });
    const url = await first.ready();
    const block = /^\n\+-+\+\n(?:\| .* \|\n)+\+-+\+\n\n/m.exec(first.stdout)?.[0] ?? '';
    expect(first.stdout.replace(block, '')).not.toContain('password');
    expect(
      new Set(
        block
          .trim()
          .split('\n')
          .map(({ length }) => length),
      ).size,
    ).toBe(1);
    expect(block).toContain(url);
    const password = /password {2}(\S+)/.exec(block)?.[1];
    const answer = await fetch(`${url}/api/v2/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password }),
    });
    expect(answer.status).toBe(200);
    await first.stop('SIGTERM');

    const second = start({ ADMIN_PASSWORD: '' });
    await second.ready();
    expect(second.stdout).not.toContain('password');
    await second.stop('SIGTERM');
  });

  it('refuses to start on a port that is taken', async () => {
    const other: Server = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    expect(await refusalOf(start({ PORT: port }))).toBe(
      `Dwell can't start: port ${port} on 127.0.0.1 is taken; stop the other program or set PORT to another one`,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it('refuses to start on a folder that it can not create', async () => {
    // Nobody can create a path below a file, not even root.
    await writeFile(join(folder, 'data'), '');
    expect(await refusalOf(start())).toMatch(/^Dwell can't start: .*folder .*data/);
  });

  it('refuses to start on a MongoDB URL that the driver can not use, and does not repeat its password', async () => {
    const url = 'mongodb://ann:hunter2@127.0.0.1:1/dwell?tls=maybe';
    const refusal = await refusalOf(start({ DATABASE_URL: url }));
    expect(refusal).toMatch(/^Dwell can't start: the driver can not use DATABASE_URL/);
    expect(refusal).not.toContain('hunter2');
  });

  it('refuses to start on a list of MongoDB hosts with an empty one, in SESSMAN_CONF too', async () => {
    expect(await refusalOf(start({ DATABASE_URL: 'mongodb://127.0.0.1:1,,127.0.0.1:2/dwell' }))).toMatch(
      /^Dwell can't start: DATABASE_URL is not the URL of a MongoDB database/,
    );
    const SESSMAN_CONF = join(folder, 'sessman.json');
    await writeFile(SESSMAN_CONF, '{"database": "d", "server_url": "127.0.0.1:1,,127.0.0.1:2"}');
    expect(await refusalOf(start({ SESSMAN_CONF }))).toMatch(
      /^Dwell can't start: SESSMAN_CONF is not the URL/,
    );
  });

  it('refuses to start on a file that is not a database', async () => {
    file = join(folder, 'notes.txt');
    await writeFile(file, 'Buy milk. '.repeat(1_000));
    expect(await refusalOf(start())).toContain('is not a SQLite database');
    expect(await readFile(file, 'utf8')).toBe('Buy milk. '.repeat(1_000));
  });

  it('refuses to start on a file that another process has open, until that process is killed', async () => {
    const first = start();
    await first.ready();
    expect(await refusalOf(start())).toBe(`Dwell can't start: ${file} is open in another process`);
    await first.stop('SIGKILL');
    const next = start();
    await next.ready();
    await next.stop('SIGTERM');
  });

  it('refuses to start on a file that a newer version wrote', async () => {
    const old = start();
    await old.ready();
    await old.stop('SIGTERM');
    const database = new Database(file);
    database.exec(`insert into Default_session_migration (name, timestamp) values ('9999', '2030-01-01')`);
    database.close();
    expect(await refusalOf(start())).toContain('was written by a newer version of Dwell');
  });

  it('refuses to start on a Node that is too old', async () => {
    expect(await refusalOf(start(ON_OLD_NODE))).toMatch(
      /^Dwell needs Node 22\.3 or newer; this is Node 20\.20\.2\./,
    );
  });

  it('imports nothing that an old Node lacks before it has checked the version of Node', async () => {
    // Node links all modules of a static import before it runs any, so a missing name would hide the message above.
    const linked = new Set([join(DIST, 'main.js')]);
    const imports: string[] = [];
    for (const module of linked) {
      for (const [statement, from = ''] of (await readFile(module, 'utf8')).matchAll(STATIC_IMPORT)) {
        imports.push(statement);
        if (from.startsWith('.')) linked.add(join(dirname(module), from));
      }
    }
    expect(imports.length).toBeGreaterThan(linked.size);
    expect(imports.filter((statement) => SINCE_NODE_22.test(statement))).toEqual([]);
  });

  it.each(['192.0.2.1', 'no:address'])(
    'refuses to start on HOST=%s, which is no address of the machine',
    async (HOST) => {
      expect(await refusalOf(start({ HOST }))).toMatch(
        /^Dwell can't start: HOST is not an address of this machine \((192\.0\.2\.1|no:address): E\w+\)$/,
      );
    },
  );

  it('lists each bad setting on a line of its own', async () => {
    const server = start({
      PORT: 'eighty',
      ON_INACTIVE: 'ignore',
      TRUST_PROXY: 'yes',
      JWT_JWKS: 'http://[',
      SESSION_CONF: folder,
    });
    expect(await server.exit()).toBe(1);
    expect(server.stderr.trimEnd().split('\n')).toEqual([
      ...['SESSION_CONF', 'JWT_JWKS', 'PORT', 'ON_INACTIVE', 'TRUST_PROXY'].map((name) =>
        expect.stringContaining(`Dwell can't start: ${name} `),
      ),
    ]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'answers requests in flight after %s, and has stored all that it has answered',
    async (signal) => {
      const server = start();
      const url = await server.ready();
      const login = await fetch(`${url}/api/v2/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'admin', password: ADMIN_PASSWORD }),
      });
      const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const starts = Array.from({ length: 50 }, (_, n) =>
        fetch(`${url}/api/v2/sessionstart`, {
          method: 'POST',
          headers: { cookie, 'content-type': 'application/json' },
          body: JSON.stringify({ client_id: `client ${n}` }),
        }).then(
          ({ status }) => status,
          () => 'connection closed',
        ),
      );
      await Promise.race(starts);
      expect(await server.stop(signal)).toBe(0);
      const answered = (await Promise.all(starts)).filter((status) => status === 200).length;
      const database = new Database(file, { readonly: true });
      const stored = database.prepare('select count(*) from Default_session').pluck().get();
      database.close();
      expect(answered).toBeGreaterThan(0);
      expect(stored).toBeGreaterThanOrEqual(answered);
    },
  );
});
