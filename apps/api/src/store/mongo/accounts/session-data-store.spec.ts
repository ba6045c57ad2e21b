import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Store } from '@dwell/sessions';
import { describeStore, type Visitor } from '@dwell/sessions/testing';
import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import { StoreUnavailableError } from '../../ports/errors.js';
import { MongoDatabase } from '../connection/database.js';
import { openMongo } from '../open-mongo.js';
import { describeLoginStore } from '../../testing/login-store.conformance.js';
import { describeSessmanStore } from '../../testing/sessman-store.conformance.js';
import { MongoLoginStore } from './login-store.js';
import { MongoSessionDataStore } from './session-data-store.js';
import { MongoSessmanStore } from './sessman-store.js';

describeOnMongo('MongoSessionDataStore', (server) => {
  const url = server.freshUrl();
  let database: MongoDatabase;
  beforeAll(async () => {
    database = new MongoDatabase({ url, collectionPrefix: 'Test_' });
    await database.ready;
  });
  afterAll(async () => {
    await database.close();
    await dropDatabase(url);
  });

  describeStore('MongoSessionDataStore for logins', async (now) => {
    await database.logins.deleteMany();
    return { store: new MongoLoginStore(() => database.logins, now) as unknown as Store<Visitor> };
  });

  describeStore(
    'MongoSessionDataStore for sessman',
    async (now) => {
      await database.sessman.deleteMany();
      return { store: new MongoSessmanStore(() => database.sessman, now) as unknown as Store<Visitor> };
    },
    { rolling: true },
  );

  describeSessmanStore('MongoDB', async () => {
    await database.sessman.deleteMany();
    const store = new MongoSessmanStore(() => database.sessman, Date.now);
    return { store, another: store, close: () => Promise.resolve() };
  });

  describeLoginStore('MongoDB', async () => {
    const own = server.freshUrl();
    const store = openMongo({ url: own, collectionPrefix: 'Test_', aliveMs: 1, upkeep: false });
    await store.ready;
    const close = async () => {
      await store.close();
      await dropDatabase(own);
    };
    return { store, another: store, close };
  });

  describe('Session data', () => {
    it('can be read by another process', async () => {
      const other = new MongoDatabase({ url, collectionPrefix: 'Test_' });
      try {
        await other.ready;
        await new MongoSessionDataStore<string>('logins', () => database.logins).set('a', 'Ada');
        expect(await new MongoSessionDataStore<string>('logins', () => other.logins).get('a', 60_000)).toBe(
          'Ada',
        );
      } finally {
        await other.close();
      }
    });

    it.each<[string, (store: MongoSessionDataStore<string>) => Promise<unknown>]>([
      ['get', (store) => store.get('a', 0)],
      ['set', (store) => store.set('a', 'Ada')],
      ['replace', (store) => store.replace('a', 0, 'Ada')],
      ['destroy', (store) => store.destroy('a')],
      ['purge', (store) => store.purge(1)],
      ['all', (store) => store.all()],
      ['clear', (store) => store.clear()],
    ])('is unavailable without a connection: %s rejects with a StoreUnavailableError', async (_, call) => {
      const cut = new MongoDatabase({ url, collectionPrefix: 'Test_' });
      await cut.close();
      await expect(call(new MongoSessionDataStore<string>('logins', () => cut.logins))).rejects.toThrow(
        StoreUnavailableError,
      );
    });
  });
});
