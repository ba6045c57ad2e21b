import { describe, expect, it } from '@jest/globals';
import { describeStore, type Visitor } from '@dwell/sessions/testing';
import type { SessionDataName } from '../../ports/archive.js';
import { describeSessmanStore } from '../../testing/sessman-store.conformance.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';
import type { SqliteSessionDataStore } from './session-data-store.js';

const openStores = async <T>(now?: () => number) => {
  const database = await openTemporaryDatabase(now);
  const dataStore = (name: SessionDataName) => database[name] as unknown as SqliteSessionDataStore<T>;
  return { logins: dataStore('logins'), sessman: dataStore('sessman'), close: () => database.close() };
};

describeStore('SqliteSessionDataStore for logins', async (now) => {
  const { logins: store, close } = await openStores<Visitor>(now);
  return { store, close };
});

describeStore(
  'SqliteSessionDataStore for sessman',
  async (now) => {
    const { sessman, close } = await openStores<Visitor>(now);
    return { store: sessman, close };
  },
  { rolling: true },
);

describe('Two stores of session data in one file', () => {
  it('neither see nor clear the data of each other', async () => {
    const { logins, sessman, close } = await openStores<string>();
    try {
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

describeSessmanStore('SQLite', async () => {
  const database = await openTemporaryDatabase();
  return { store: database.sessman, another: database.sessman, close: () => database.close() };
});
