import { describe, expect, it } from '@jest/globals';
import { describeStore } from '@dwell/sessions/testing';
import { SqliteDataStore } from '../sqlite-data-store.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';

describeStore('SQLite, through its worker, as a store of logins', async (now) => {
  const { database, close } = await openTemporaryDatabase();
  return { store: new SqliteDataStore(database, 'logins', now), close };
});

describeStore(
  "SQLite, through its worker, as sessman's store",
  async (now) => {
    const { database, close } = await openTemporaryDatabase();
    return { store: new SqliteDataStore(database, 'sessman', now), close };
  },
  { rolling: true },
);

describe('Stores of session data in one SQLite file', () => {
  it('know nothing of each other', async () => {
    const { database, close } = await openTemporaryDatabase();
    try {
      const logins = new SqliteDataStore<string>(database, 'logins');
      const sessman = new SqliteDataStore<string>(database, 'sessman');
      await logins.set('a', 'a login');
      await sessman.set('b', 'data');
      expect(await sessman.get('a', 0)).toBeUndefined();
      await sessman.clear();
      expect(await logins.all()).toEqual(['a login']);
    } finally {
      await close();
    }
  });
});
