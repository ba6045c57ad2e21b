import { afterAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { ServerProcess } from '../testing/server-process.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

describe('A server whose file has session data that can not be read', () => {
  it('V16: rejects the data, warns about each record once, keeps the record, and lets the user log in again', async () => {
    const file = `${folder.path}/dwell.db`;
    const password = 'correct horse battery';
    const env = { DATABASE_URL: `file:${file}`, ADMIN_PASSWORD: password, SESSMAN_AUTH: 'open' };
    const server = ServerProcess.spawn(env);
    const database = await server.ready().then(() => new Database(file));
    try {
      const url = await server.ready();
      const logIn = async (cookie = ''): Promise<string> => {
        const answer = await fetch(`${url}/api/v2/auth/login`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', cookie },
          body: JSON.stringify({ username: 'admin', password }),
        });
        return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      };
      const me = async (cookie: string) =>
        (await fetch(`${url}/api/v2/auth/me`, { headers: { cookie } })).status;
      const cookie = await logIn();
      const created = await fetch(`${url}/sessman/new`, { method: 'POST' });
      const { session_id: id } = (await created.json()) as { session_id: string };
      const login = String(database.prepare('SELECT session_id FROM DBStoreSessions').pluck().get());
      database.exec(`UPDATE DBStoreSessions SET data = '{"hunter2"'`);
      database.exec(`UPDATE sessman_sessions SET data = 'hunter2'`);

      for (let times = 0; times < 2; times++) {
        expect(await me(cookie)).toBe(401);
        expect((await fetch(`${url}/sessman/get?session_id=${id}`)).status).toBe(404);
      }
      expect(database.prepare('SELECT data FROM sessman_sessions').pluck().all()).toEqual(['hunter2']);
      expect(await me(await logIn(cookie))).toBe(200);
      expect(await server.stop('SIGTERM')).toBe(0);

      const told = (what: string, of: string) =>
        `${what} ${of.slice(0, 6)}… can't be read, and counts as none: its data is no JSON`;
      const warnings = server.stderr.split('\n').filter((line) => line.includes('read'));
      expect(warnings).toEqual([
        expect.stringContaining(told('The login', login)),
        expect.stringContaining(told("Sessman's session", id)),
      ]);
      expect(server.stderr).not.toContain('hunter2');
    } finally {
      database.close();
      await server.stop('SIGKILL');
    }
  });
});
