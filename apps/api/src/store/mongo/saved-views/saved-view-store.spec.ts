import { describe, expect, it } from '@jest/globals';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import { StoreUnavailableError } from '../../ports/errors.js';
import type { SavedView } from '../../ports/saved-view-store.js';
import { describeSavedViewStore } from '../../testing/saved-view-store.conformance.js';
import { MongoDatabase } from '../connection/database.js';
import { openTemporaryDatabases } from '../testing/temporary-database.js';
import { MongoSavedViewStore } from './saved-view-store.js';

const VIEW: SavedView = {
  id: 'a',
  owner: 'ann',
  name: 'week',
  page: 'overview',
  query: '',
  shared: false,
  createdAt: 1_700_000_000_000,
};

describeOnMongo('MongoSavedViewStore', (server) => {
  describeSavedViewStore('MongoDB', async () => {
    const { databases, close } = await openTemporaryDatabases(server, 2);
    const [store, another] = databases.map((database) => new MongoSavedViewStore(database));
    if (!store || !another) throw new Error('Two were opened');
    return { store, another, close };
  });

  describe('Saved views in MongoDB', () => {
    it.each<[string, (store: MongoSavedViewStore) => Promise<unknown>]>([
      ['listing', (store) => store.listSavedViews('ann')],
      ['finding', (store) => store.findSavedView('a')],
      ['creating', (store) => store.createSavedView(VIEW)],
      ['changing', (store) => store.changeSavedView('a', 'ann', { name: 'month' })],
      ['removing', (store) => store.removeSavedView('a', { owner: 'ann' })],
      ['removing private ones', (store) => store.removePrivateViews('ann')],
      ['reading for a copy', (store) => store.readSavedViews({ limit: 1 })],
      ['writing a copy', (store) => store.putSavedView(VIEW)],
    ])('are unavailable without a connection: %s rejects with a StoreUnavailableError', async (_, call) => {
      const cut = new MongoDatabase({ url: server.freshUrl(), collectionPrefix: 'Test_' });
      await cut.close();
      await expect(call(new MongoSavedViewStore(cut))).rejects.toThrow(StoreUnavailableError);
    });
  });
});
