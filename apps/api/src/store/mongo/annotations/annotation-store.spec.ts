import { describe, expect, it } from '@jest/globals';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import type { Annotation } from '../../ports/annotation-store.js';
import { StoreUnavailableError } from '../../ports/errors.js';
import { describeAnnotationStore } from '../../testing/annotation-store.conformance.js';
import { MongoDatabase } from '../connection/database.js';
import { openTemporaryDatabases } from '../testing/temporary-database.js';
import { MongoAnnotationStore } from './annotation-store.js';

const T0 = 1_700_000_000_000;
const NOTE: Annotation = { id: 'a', at: T0, text: 'Release', author: 'ann', createdAt: T0 };

describeOnMongo('MongoAnnotationStore', (server) => {
  describeAnnotationStore('MongoDB', async () => {
    const { databases, close } = await openTemporaryDatabases(server, 2);
    const [store, another] = databases.map((database) => new MongoAnnotationStore(database));
    if (!store || !another) throw new Error('Two were opened');
    return { store, another, close };
  });

  describe('Annotations in MongoDB', () => {
    it.each<[string, (store: MongoAnnotationStore) => Promise<unknown>]>([
      ['listing', (store) => store.listAnnotations({ limit: 1 })],
      ['finding', (store) => store.findAnnotation('a')],
      ['creating', (store) => store.createAnnotation(NOTE)],
      ['changing', (store) => store.changeAnnotation('a', 'ann', { text: 'b' })],
      ['removing', (store) => store.removeAnnotation('a', 'of anybody')],
      ['reading for a copy', (store) => store.readAnnotations({ limit: 1 })],
      ['writing a copy', (store) => store.putAnnotation(NOTE)],
    ])('are unavailable without a connection: %s rejects with a StoreUnavailableError', async (_, call) => {
      const cut = new MongoDatabase({ url: server.freshUrl(), collectionPrefix: 'Test_' });
      await cut.close();
      await expect(call(new MongoAnnotationStore(cut))).rejects.toThrow(StoreUnavailableError);
    });
  });
});
