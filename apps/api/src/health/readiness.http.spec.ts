import { describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';
import type { User } from '../store/ports/account-store.js';
import { openDatabase } from '../store/open-database.js';
import { TestServer } from '../testing/test-server.js';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });

describe('/readyz', () => {
  it('answers 503 with Retry-After until the first admin exists, then 200', async () => {
    const port = await freePort();
    const ready = () => fetch(`http://127.0.0.1:${port}/readyz`);
    let before: Response | undefined;
    const server = await TestServer.start(
      { PORT: String(port) },
      {
        open: async (settings, clock) => {
          const database = await openDatabase(settings, clock);
          const createUser = database.accounts.createUser.bind(database.accounts);
          Object.assign(database.accounts, {
            createUser: async (user: User) => {
              before = await ready();
              return createUser(user);
            },
          });
          return database;
        },
      },
    );
    try {
      expect(before?.status).toBe(503);
      expect(before?.headers.get('retry-after')).toBe('5');
      expect((await ready()).status).toBe(200);
    } finally {
      await server.close();
    }
  });
});
