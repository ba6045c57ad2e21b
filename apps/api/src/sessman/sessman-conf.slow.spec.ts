import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../store/testing/temporary-folder.js';
import { ServerProcess } from '../testing/server-process.js';

const PASSWORD = 'hunter2@more';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

const start = (conf: string | undefined, env: Record<string, string> = {}): ServerProcess => {
  const file = join(folder.path, conf === undefined ? 'nowhere.json' : 'sessman.json');
  if (conf !== undefined) writeFileSync(file, conf);
  const own = { SESSMAN_CONF: file, DATABASE_URL: `file:${folder.path}/dwell.db` };
  return ServerProcess.spawn({ ...own, ...env });
};

describe('A server with SESSMAN_CONF', () => {
  it.each([
    ['a file that is missing', undefined],
    ['a broken file', `{"password": "${PASSWORD}", "username": "u" "database": "d"}`],
    ['a file without a database', `{"password": "${PASSWORD}", "username": "u"}`],
  ])(
    'S51: does not start with %s, and gives the reason in one line without the password',
    async (_, conf) => {
      const server = start(conf);
      expect(await server.exit()).toBe(1);
      expect(server.stderr).toMatch(/^Dwell can't start: SESSMAN_CONF .+\n$/);
      expect(server.stdout + server.stderr).not.toContain('hunter2');
    },
  );

  it('S51: logs no password at any level while its MongoDB is unreachable', async () => {
    // Nobody listens on port 1.
    const conf = { username: 'u', password: PASSWORD, server_url: '127.0.0.1:1', database: 'd' };
    const server = start(JSON.stringify(conf), { LOG_LEVEL: 'trace' });
    try {
      await server.says(/Waiting for .*sessman's MongoDB at 127\.0\.0\.1:1, which does not answer yet/);
    } finally {
      await server.stop('SIGKILL');
    }
    expect(server.stdout + server.stderr).not.toContain('hunter2');
  });
});
