import { describe, expect, it } from '@jest/globals';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import { StoreUnavailableError } from '../../ports/errors.js';
import { describeGroupStore } from '../../testing/group-store.conformance.js';
import { MongoDatabase } from '../connection/database.js';
import { openTemporaryDatabases } from '../testing/temporary-database.js';
import { MongoGroupStore } from './group-store.js';

const T0 = 1_700_000_000_000;

describeOnMongo('MongoGroupStore', (server) => {
  describeGroupStore('MongoDB', async () => {
    const { databases, close } = await openTemporaryDatabases(server, 2);
    const [store, another] = databases.map((database) => new MongoGroupStore(database));
    if (!store || !another) throw new Error('Two were opened');
    return { store, another, close };
  });

  describe('Groups in MongoDB', () => {
    it.each<[string, (store: MongoGroupStore) => Promise<unknown>]>([
      ['listing groups', (store) => store.listGroups({ limit: 1 })],
      ['creating a group', (store) => store.createGroup('a', T0)],
      ['renaming a group', (store) => store.renameGroup('a', 'b')],
      ['removing a group', (store) => store.removeGroup('a')],
      ['listing members', (store) => store.listMembers('a', { limit: 1 })],
      ['changing members', (store) => store.changeMembers('a', { act: 'add', usernames: ['ann'] })],
      [
        'an import',
        (store) => store.importGroups({ act: 'add', groups: [{ name: 'a', usernames: [] }] }, T0),
      ],
      ['finding people', (store) => store.usernamesOf(['a'], 1)],
      [
        'recording a token',
        (store) => store.recordTokenGroups([{ username: 'ann', groups: ['a'], issuedAt: T0 }], T0),
      ],
    ])('are unavailable without a connection: %s rejects with a StoreUnavailableError', async (_, call) => {
      const cut = new MongoDatabase({ url: server.freshUrl(), collectionPrefix: 'Test_' });
      await cut.close();
      await expect(call(new MongoGroupStore(cut))).rejects.toThrow(StoreUnavailableError);
    });
  });
});
