import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeOnMongo, dropDatabase, type MongoTestServer } from '@dwell/sessions/testing/mongo';
import type { ApiKey, User } from '../../ports/account-store.js';
import { StoreUnavailableError } from '../../ports/errors.js';
import { user } from '../../testing/accounts.js';
import { describeAccountStore } from '../../testing/account-store.conformance.js';
import { MongoAccountStore } from './account-store.js';
import { MongoDatabase } from '../connection/database.js';
import { openAccountStores, openDatabaseAt } from '../testing/account-stores.js';

const useDatabase = (server: MongoTestServer): (() => MongoDatabase) => {
  const url = server.freshUrl();
  let database: MongoDatabase;
  beforeAll(async () => {
    database = await openDatabaseAt(url);
  });
  afterAll(async () => {
    await database.close();
    await dropDatabase(url);
  });
  return () => database;
};

const ann: User = {
  username: 'ann',
  role: 'admin',
  passwordHash: 'hash',
  createdAt: 1_700_000_000_000,
  loginGeneration: 3,
};

const key: ApiKey = {
  id: 'k1',
  name: 'build server',
  role: 'reporter',
  username: 'ann',
  keyHash: 'hash of k1',
  createdAt: 1_700_000_000_001,
  sessionData: true,
  origins: [],
};

describeOnMongo('MongoAccountStore', (server) => {
  describeAccountStore('MongoDB', () => openAccountStores(server));

  describe('The accounts in MongoDB', () => {
    const database = useDatabase(server);

    it('are one document for each user, key or secret, with its name or id as _id', async () => {
      const store = new MongoAccountStore(database());
      await store.createUser(ann);
      await store.createApiKey(key);
      await store.touchApiKeys(new Map([['k1', 1_700_000_000_002]]));
      await store.ensureSecret('session-signing', 'made');
      expect(await database().users.find().toArray()).toEqual([
        {
          _id: 'ann',
          role: 'admin',
          password_hash: 'hash',
          created_at: 1_700_000_000_000,
          login_generation: 3,
        },
      ]);
      expect(await database().apiKeys.find().toArray()).toEqual([
        {
          _id: 'k1',
          name: 'build server',
          role: 'reporter',
          username: 'ann',
          key_hash: 'hash of k1',
          created_at: 1_700_000_000_001,
          last_used: 1_700_000_000_002,
          session_data: true,
          origins: [],
        },
      ]);
      expect(await database().secrets.find().toArray()).toEqual([{ _id: 'session-signing', value: 'made' }]);
    });

    it('include API keys of older versions, which may use session data from pages of any origin', async () => {
      const { sessionData, origins, ...older } = key;
      const { apiKeys } = database();
      await apiKeys.insertOne({
        _id: 'older',
        name: older.name,
        role: older.role,
        key_hash: 'hash of older',
        created_at: older.createdAt,
      });
      expect(await new MongoAccountStore(database()).findApiKey('hash of older')).toMatchObject({
        sessionData,
        origins,
      });
    });

    it('never include two API keys with the same hash', async () => {
      const store = new MongoAccountStore(database());
      await store.createApiKey({ ...key, id: 'first', keyHash: 'same' });
      await expect(store.createApiKey({ ...key, id: 'second', keyHash: 'same' })).rejects.toThrow();
      expect((await store.findApiKey('same'))?.id).toBe('first');
    });

    it('never include the key of a removed user, even if the database goes away during the removal', async () => {
      const store = new MongoAccountStore(database());
      await store.createUser({ ...ann, username: 'leaving' });
      await store.createApiKey({ ...key, id: 'of leaving', username: 'leaving', keyHash: 'of leaving' });
      const { users } = database();
      const goingAway = Object.create(database(), {
        users: {
          value: Object.create(users, {
            deleteOne: { value: () => Promise.reject(new StoreUnavailableError('gone')) },
          }) as typeof users,
        },
      }) as MongoDatabase;
      await expect(new MongoAccountStore(goingAway).removeUser('leaving')).rejects.toThrow(
        StoreUnavailableError,
      );
      expect(await store.findApiKey('of leaving')).toBeUndefined();
      expect(await store.removeUser('leaving')).toBe('done');
    });

    it('are not blocked by a process that died while it demoted an admin', async () => {
      const store = new MongoAccountStore(database());
      for (const { username } of await store.listUsers()) {
        await store.putUser({ ...ann, username, role: 'analyst' });
      }
      await store.putUser({ ...ann, username: 'half gone' });
      await store.putUser({ ...ann, username: 'leaving' });
      await database().users.updateOne({ _id: 'half gone' }, { $set: { leaving: 'a dead process' } });
      expect(await store.updateUser('leaving', { role: 'analyst' })).toBe('done');
      expect(await store.updateUser('half gone', { role: 'analyst' })).toBe('last-admin');
      expect(await database().users.findOne({ _id: 'half gone' })).not.toHaveProperty('leaving');
    });

    it.each<[string, (store: MongoAccountStore) => Promise<unknown>]>([
      ['counting users', (store) => store.countUsers()],
      ['listing users', (store) => store.listUsers()],
      ['finding a user', (store) => store.findUser('ann')],
      ['creating a user', (store) => store.createUser(ann)],
      ['changing a user', (store) => store.updateUser('ann', { role: 'analyst' })],
      [
        'changing a second factor',
        (store) =>
          store.changeSecondFactor(user('ann'), { sealedSecret: '', usedStep: 0, recoveryHashes: [] }),
      ],
      ['removing a user', (store) => store.removeUser('ann')],
      ['listing keys', (store) => store.listApiKeys()],
      ['finding a key', (store) => store.findApiKey('hash of k1')],
      ['creating a key', (store) => store.createApiKey(key)],
      ['removing a key', (store) => store.removeApiKey('k1')],
      ['noting the use of a key', (store) => store.touchApiKeys(new Map([['k1', 1]]))],
      ['asking for a secret', (store) => store.ensureSecret('session-signing', 'made')],
    ])('are unavailable without a connection: %s rejects with a StoreUnavailableError', async (_, call) => {
      const cut = new MongoDatabase({ url: server.freshUrl(), collectionPrefix: 'Test_' });
      await cut.close();
      await expect(call(new MongoAccountStore(cut))).rejects.toThrow(StoreUnavailableError);
    });
  });
});
