import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { LiveClient } from './testing/live-client.js';
import { ServerProcess } from './testing/server-process.js';

const ADMIN_PASSWORD = 'correct horse battery';
const WORKERS = 3;

interface Sent {
  readonly status: number;
  readonly cookie: string;
  readonly body: Record<string, unknown>;
}

/** Sends a request over a connection of its own: the primary gives each connection to the next process. */
const send = (
  method: string,
  url: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: object } = {},
): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const agent = new Agent({ keepAlive: false });
    const sent = request(url, { method, agent, headers: { 'content-type': 'application/json', ...headers } });
    sent.on('error', reject).on('response', (response) => {
      let text = '';
      response
        .on('data', (chunk: Buffer) => (text += chunk.toString()))
        .on('error', reject)
        .on('end', () => {
          const cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
          const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
          resolve({ status: response.statusCode ?? 0, cookie, body: parsed });
        });
    });
    sent.end(body && JSON.stringify(body));
  });

const times = <T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)));

const httpProcessesOf = ({ pid }: ServerProcess): number[] =>
  execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
    .map(Number);

/** Returns whether a process runs. A process that has ended, but whose end no parent has read yet, does not run. */
const isRunning = (pid: number): boolean => {
  try {
    return !execFileSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z');
  } catch {
    return false;
  }
};

describe('A server of several processes on a SQLite file', () => {
  let folder: string;
  let file: string;
  let servers: ServerProcess[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dwell-processes-'));
    file = join(folder, 'dwell.db');
    servers = [];
  });
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.stop('SIGKILL')));
    await rm(folder, { recursive: true });
  });

  const start = (env: Record<string, string> = {}): ServerProcess => {
    const server = ServerProcess.spawn({
      DATABASE_URL: `file:${file}`,
      ADMIN_PASSWORD,
      WORKERS: String(WORKERS),
      ...env,
    });
    servers.push(server);
    return server;
  };

  const refusalOf = async (server: ServerProcess): Promise<string> => {
    expect(await server.exit()).toBe(1);
    expect(server.stderr.trimEnd().split('\n')).toHaveLength(1);
    return server.stderr.trimEnd();
  };

  const createKey = async (url: string): Promise<{ id: string; authorization: string; cookie: string }> => {
    const login = { username: 'admin', password: ADMIN_PASSWORD };
    const { cookie } = await send('POST', `${url}/api/v2/auth/login`, { body: login });
    const { body } = await send('POST', `${url}/api/v2/api-keys`, {
      headers: { cookie },
      body: { name: 'k', role: 'analyst' },
    });
    return { id: String(body['id']), authorization: `Bearer ${String(body['key'])}`, cookie };
  };

  const startSession = (url: string, authorization: string, user: string): Promise<Sent> =>
    send('POST', `${url}/api/v2/sessionstart`, {
      headers: { authorization, 'x-dwell-user': user },
      body: {},
    });

  it('shows the generated password of the first admin once', async () => {
    const first = start({ ADMIN_PASSWORD: '' });
    await first.ready();
    expect(httpProcessesOf(first)).toHaveLength(WORKERS);
    expect(first.stdout.match(/password {2}\S+/g)).toHaveLength(1);
    expect(await first.stop('SIGTERM')).toBe(0);
    const second = start({ ADMIN_PASSWORD: '' });
    await second.ready();
    expect(second.stdout).not.toContain('password');
  });

  it('refuses to start on a port that is taken, and on a file that another server has open, with one line', async () => {
    const other: Server = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const PORT = typeof address === 'object' ? String(address?.port) : '';
    expect(await refusalOf(start({ PORT }))).toMatch(/^Dwell can't start: port \d+ on 127.0.0.1 is taken/);
    await new Promise((resolve) => other.close(resolve));
    await start().ready();
    for (const workers of ['1', '2']) {
      expect(await refusalOf(start({ WORKERS: workers }))).toBe(
        `Dwell can't start: ${file} is open in another process`,
      );
    }
  });

  it('refuses a revoked key in all processes as soon as the revocation is answered', async () => {
    const url = await start().ready();
    const { id, authorization, cookie } = await createKey(url);
    const statuses = async (): Promise<number[]> => {
      const answers = await times(4 * WORKERS, () =>
        send('GET', `${url}/api/v2/sessions`, { headers: { authorization } }),
      );
      return [...new Set(answers.map(({ status }) => status))];
    };
    expect(await statuses()).toEqual([200]);
    const revoked = await send('DELETE', `${url}/api/v2/api-keys/${id}`, { headers: { cookie } });
    expect(revoked.status).toBe(204);
    expect(await statuses()).toEqual([401]);
  });

  it('shows in a live stream of one process what all processes record', async () => {
    const url = await start().ready();
    const { authorization } = await createKey(url);
    const client = await LiveClient.connect(url, { key: authorization.slice('Bearer '.length) });
    const users = Array.from({ length: 4 * WORKERS }, (_, n) => `user ${n}`);
    for (const user of users) expect((await startSession(url, authorization, user)).status).toBe(200);
    await client.until(({ sessions }) => sessions.size === users.length);
    await client.close();
  });

  it('starts a process again that was killed, while the others answer and nothing acknowledged is lost', async () => {
    const server = start();
    const url = await server.ready();
    const { authorization } = await createKey(url);
    const [killed = 0, ...others] = httpProcessesOf(server);
    const sent = times(60, (n) =>
      startSession(url, authorization, `user ${n}`).then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    process.kill(killed, 'SIGKILL');
    const acknowledged = (await sent).filter(Boolean).length;
    expect(acknowledged).toBeGreaterThan(0);
    const { body } = await send('GET', `${url}/api/v2/sessions`, { headers: { authorization } });
    expect((body['sessions'] as unknown[]).length).toBeGreaterThanOrEqual(acknowledged);
    while (httpProcessesOf(server).length < WORKERS) await startSession(url, authorization, 'waiting');
    const now = httpProcessesOf(server);
    expect(now).toEqual(expect.arrayContaining(others));
    expect(now).not.toContain(killed);
    expect(await server.stop('SIGTERM')).toBe(0);
    expect(server.stderr).toBe(`An HTTP process (${killed}) ended with SIGKILL; another one is started\n`);
  });

  it('ends as a whole when the primary is killed, and starts again on a sound file with all that was acknowledged', async () => {
    const server = start();
    const url = await server.ready();
    const { authorization } = await createKey(url);
    const processes = httpProcessesOf(server);
    const sent = times(60, (n) =>
      startSession(url, authorization, `user ${n}`).then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    await startSession(url, authorization, 'first').catch(() => undefined);
    await server.stop('SIGKILL');
    const acknowledged = (await sent).filter(Boolean).length;
    const again = await start().ready();
    while (processes.some(isRunning)) await new Promise(setImmediate);
    const { body } = await send('GET', `${again}/api/v2/sessions`, { headers: { authorization } });
    expect((body['sessions'] as unknown[]).length).toBeGreaterThanOrEqual(acknowledged);
    const database = new Database(file, { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
  });

  it('answers requests in flight after SIGTERM, and has stored all that it has answered', async () => {
    const server = start();
    const url = await server.ready();
    const { authorization } = await createKey(url);
    const sent = times(50, (n) =>
      startSession(url, authorization, `user ${n}`).then(
        ({ status }) => status,
        () => 'connection closed',
      ),
    );
    await startSession(url, authorization, 'first');
    expect(await server.stop('SIGTERM')).toBe(0);
    const answered = (await sent).filter((status) => status === 200).length;
    const database = new Database(file, { readonly: true });
    const stored = database.prepare('select count(*) from Default_session').pluck().get();
    database.close();
    expect(answered).toBeGreaterThan(0);
    expect(stored).toBeGreaterThanOrEqual(answered);
    expect(server.stderr).toBe('');
  });
});
