import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MeAnswer } from '@dwell/shared';
import { readSettings } from '../../platform/settings/read-settings.js';
import { startServer } from '../../server.js';

describe('FirstStart', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dwell-first-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Starts a server on the same database, tries passwords on it, and stops it. */
  const start = async (env: Record<string, string>, ...passwords: (string | undefined)[]) => {
    let made: string | undefined;
    const server = await startServer(
      readSettings(
        { PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: `file:${folder}/dwell.db`, ...env },
        folder,
      ),
      { onMadePassword: (password) => (made = password) },
    );
    try {
      const logins: (number | 'change password')[] = [];
      for (const password of [...passwords, ...(made === undefined ? [] : [made])]) {
        const answer = await fetch(`${server.url}/api/v2/auth/login`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ username: 'admin', password }),
        });
        const body = (await answer.json()) as MeAnswer;
        logins.push(body.must_change_password ? 'change password' : answer.status);
      }
      return { made, logins };
    } finally {
      await server.close();
    }
  };

  it('creates an admin with a generated password and shows the password once, which must be changed', async () => {
    const first = await start({});
    expect(first.made).toMatch(/^[\w-]{22}$/);
    expect(first.logins).toEqual(['change password']);
    expect(await start({}, first.made)).toEqual({ made: undefined, logins: ['change password'] });
  });

  it('uses ADMIN_PASSWORD if it is set, which need not be changed, and does not show it', async () => {
    expect(await start({ ADMIN_PASSWORD: 'chosen before' }, 'chosen before')).toEqual({
      made: undefined,
      logins: [200],
    });
  });

  it('ignores ADMIN_PASSWORD once there is an account', async () => {
    await start({ ADMIN_PASSWORD: 'chosen before' });
    const later = await start({ ADMIN_PASSWORD: 'chosen later' }, 'chosen before', 'chosen later');
    expect(later.logins).toEqual([200, 401]);
  });
});
