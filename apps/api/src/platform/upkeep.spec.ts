import { afterEach, describe, expect, it } from '@jest/globals';
import type { LoginStore } from '../store/ports/session-data-stores.js';
import { openDatabase } from '../store/open-database.js';
import { StoreUnavailableError } from '../store/ports/errors.js';
import { TestServer } from '../testing/test-server.js';
import { Upkeep } from './upkeep.js';

describe('Upkeep', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('runs another task to its end even if one fails, and then rejects', async () => {
    const failure = new StoreUnavailableError('away');
    server = await TestServer.start(
      { SESSMAN_TTL: '10' },
      {
        open: async (settings, clock) => {
          const database = await openDatabase(settings, clock);
          const logins = Object.create(database.logins) as LoginStore;
          logins.purge = () => Promise.reject(failure);
          return { ...database, logins };
        },
      },
    );
    const { app, database } = server.running;
    await database.sessman.set('a', { user: 'bob', data: {} });
    server.clock.advance(11_000);
    await expect(app.get(Upkeep).run()).rejects.toBe(failure);
    expect(await database.sessman.get('a', 0)).toBeUndefined();
  });
});
