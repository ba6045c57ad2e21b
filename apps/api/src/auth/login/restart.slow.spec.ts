import { afterAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../store/testing/temporary-folder.js';
import { TestServer } from '../../testing/test-server.js';

describe('A login after a restart', () => {
  const folder = temporaryFolder();
  afterAll(() => {
    folder.remove();
  });

  /** Starts a server on the same database each time, runs `use` on it, and stops it. */
  const restart = async <T>(
    env: Record<string, string>,
    use: (server: TestServer) => Promise<T>,
  ): Promise<T> => {
    const server = await TestServer.start({ DATABASE_URL: `file:${folder.path}/dwell.db`, ...env });
    try {
      return await use(server);
    } finally {
      await server.close();
    }
  };
  const statusOf = (cookie: string) => async (server: TestServer) =>
    (await server.call('GET', '/api/v2/auth/me', { cookie })).status;

  it('is valid while the secret that signed it is one of SESSION_SECRETS or, without SESSION_SECRETS, is in the database', async () => {
    const old = await restart({}, (server) => server.logIn());
    expect(await restart({}, statusOf(old))).toBe(200);

    const first = 'the first secret of all';
    const second = 'the second and newer secret';
    const underFirst = await restart({ SESSION_SECRETS: first }, (server) => server.logIn());
    expect(await restart({ SESSION_SECRETS: first }, statusOf(old))).toBe(401);
    expect(await restart({ SESSION_SECRETS: `${second},${first}` }, statusOf(underFirst))).toBe(200);
    expect(await restart({ SESSION_SECRETS: second }, statusOf(underFirst))).toBe(401);
  });
});
