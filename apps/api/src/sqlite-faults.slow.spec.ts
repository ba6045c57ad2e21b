import { mkdtemp, rename, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ServerProcess } from './testing/server-process.js';
import { type Answer, ADMIN_PASSWORD, TestServer } from './testing/test-server.js';

describe('A server whose database file was moved away', () => {
  let folder: string;
  let file: string;
  let server: TestServer;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dwell-faults-'));
    file = join(folder, 'dwell.db');
    server = await TestServer.start({ DATABASE_URL: `file:${file}` });
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const move = async (from: string, to: string): Promise<void> => {
    for (const suffix of ['', '-wal', '-shm']) await rename(from + suffix, to + suffix);
  };

  it('answers 503 with Retry-After to each kind of call, and goes on when the file is back', async () => {
    const key = await server.createKey({ name: 'all', role: 'admin' });
    const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
      server.call(method, path, { key, user: 'ann', body });
    const ping = { visible: true, path: ['home'] };
    const started = await call('POST', '/api/v2/sessionstart');
    expect(started.status).toBe(200);

    await move(file, `${file}-away`);
    // Time must have passed since the last ping, or the next one would change nothing.
    server.clock.advance(10_000);
    const calls: [string, string, unknown?][] = [
      ['POST', '/api/v2/sessionstart'],
      ['POST', '/api/v2/keepalive', ping],
      ['POST', '/api/v2/session-hide', { path: ['home'] }],
      ['GET', '/api/v2/sessions'],
      ['GET', '/api/v2/people'],
      ['GET', '/api/v2/statistics/summary'],
      ['GET', '/api/v2/users'],
      ['POST', '/api/v2/api-keys', { name: 'another', role: 'reporter' }],
      ['POST', '/api/v2/auth/login', { username: 'admin', password: ADMIN_PASSWORD }],
      ['GET', '/readyz'],
    ];
    for (const [method, path, body] of calls) {
      const answer = await call(method, path, body);
      expect([method, path, answer.status]).toEqual([method, path, 503]);
      expect(answer.body).toEqual({
        statusCode: 503,
        error: 'Service Unavailable',
        message: expect.any(String),
      });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(answer.text).not.toContain(folder);
    }
    const sessman = await call('POST', '/sessman/new', { data: 1 });
    expect(sessman).toMatchObject({ status: 503, body: { error: expect.any(String) } });
    expect(Number(sessman.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await call('GET', '/healthz')).status).toBe(200);

    await move(`${file}-away`, file);
    expect((await call('GET', '/readyz')).status).toBe(200);
    expect((await call('POST', '/api/v2/keepalive', ping)).status).toBe(200);
    const { body } = await server.call<{ sessions: { start: number; last_ping: number }[] }>(
      'GET',
      '/api/v2/sessions',
      { key },
    );
    // Nothing that was answered 503 has been recorded.
    expect(body.sessions).toHaveLength(1);
    expect((await call('GET', '/api/v2/api-keys')).body).toEqual({
      api_keys: [expect.objectContaining({ name: 'all' })],
    });
  });
});

describe('A server whose database file was deleted', () => {
  it('says in its log that the file was deleted, and where the data is now', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dwell-faults-'));
    const file = join(folder, 'dwell.db');
    const server = ServerProcess.spawn({ DATABASE_URL: `file:${file}`, ADMIN_PASSWORD });
    const url = await server.ready();
    await unlink(file);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    await server.says(new RegExp(`${file} was deleted.*all its data is saved in ${file}-rescued`));
    expect(await server.stop('SIGTERM')).toBe(0);
    await rm(folder, { recursive: true });
  });
});
