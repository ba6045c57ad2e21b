import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { randomUUID } from 'node:crypto';
import { UnreadableSessionError } from './record-reader.js';
import { MongoStore, type MongoStoreDocument } from './mongo-store.js';
import { describeOnMongo, dropDatabase, type MongoTestServer } from './testing/mongo-servers.js';
import { describeStore, type Visitor } from './testing/store-conformance.js';

/** Returns a function that creates collections in a new database, which is removed after the tests. */
const useCollections = (server: MongoTestServer): (() => Collection<MongoStoreDocument>) => {
  const url = server.freshUrl();
  // One connection, so that operations run in the order in which they are sent.
  const client = new MongoClient(url, { maxPoolSize: 1 });
  beforeAll(() => client.connect());
  afterAll(async () => {
    await client.close();
    await dropDatabase(url);
  });
  return () => client.db().collection(randomUUID());
};

/** Wraps a collection so that another process inserts a session just after the first update that matched nothing. */
const forestalled = (
  collection: Collection<MongoStoreDocument>,
  theirs: MongoStoreDocument,
): Collection<MongoStoreDocument> => {
  let made: Promise<unknown> | undefined;
  const updateOne: typeof collection.updateOne = async (...update) => {
    const result = await collection.updateOne(...update);
    if (result.matchedCount === 0) await (made ??= collection.insertOne(theirs));
    return result;
  };
  return Object.create(collection, { updateOne: { value: updateOne } }) as typeof collection;
};

describeOnMongo('MongoDB', (server) => {
  const newCollection = useCollections(server);

  describeStore('MongoStore', (now) => ({ store: new MongoStore<Visitor>(newCollection(), { now }) }));
  describeStore(
    'MongoStore, rolling',
    (now) => ({ store: new MongoStore<Visitor>(newCollection(), { now, rolling: true }) }),
    { rolling: true },
  );

  describe('A MongoStore', () => {
    it('V15: stores one document for each session: id, date of the first set, data as JSON', async () => {
      const collection = newCollection();
      let time = 1_700_000_000_123;
      const store = new MongoStore<Visitor>(collection, { now: () => time });
      await store.set('a', { name: 'Ada' });
      time += 5;
      await store.set('a', { name: 'Grace' });
      expect(await collection.find().toArray()).toEqual([
        { _id: 'a', created_at: new Date(1_700_000_000_123), data: '{"name":"Grace"}' },
      ]);
    });

    it('V7, V8: calls onMissing with the reason why get returns nothing', async () => {
      let time = 1_700_000_000_000;
      const missing: string[][] = [];
      const store = new MongoStore<string>(newCollection(), {
        now: () => time,
        onMissing: (...why) => missing.push(why),
      });
      await store.get('a', 0);
      await store.set('a', 'Ada');
      time += 2;
      await store.get('a', 1);
      expect(missing).toEqual([
        ['a', 'session does not exist'],
        ['a', 'session is expired'],
      ]);
    });

    it('keeps documents of other programs', async () => {
      const collection = newCollection();
      const foreign = [
        { _id: 'with a date', created_at: new Date(0), user: 'theirs' },
        { _id: 'with a document', created_at: new Date(0), data: { cart: [] } },
        { _id: 'with a number', created_at: 0, data: 'theirs' },
      ];
      await collection.insertMany(foreign as unknown as MongoStoreDocument[]);
      const store = new MongoStore<string>(collection, { now: () => 10_000 });
      await store.set('ours', 'Ada');
      expect(await store.all()).toEqual(['Ada']);
      await store.purge(1);
      await store.clear();
      expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual(
        foreign.toSorted((a, b) => (a._id < b._id ? -1 : 1)),
      );
    });

    it('lists sessions from the oldest to the newest', async () => {
      let time = 1_700_000_000_000;
      const store = new MongoStore<string>(newCollection(), { now: () => time });
      for (const name of ['Mary', 'Ada', 'Grace']) {
        await store.set(name, name);
        time += 1;
      }
      await store.set('Mary', 'Mary again');
      expect(await store.all()).toEqual(['Mary again', 'Ada', 'Grace']);
    });

    it('V16: returns any JSON data unchanged', async () => {
      const store = new MongoStore<unknown>(newCollection());
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (data) => {
          const json = JSON.stringify(data);
          await store.set('a', JSON.parse(json));
          expect(JSON.stringify(await store.get('a', 0))).toBe(json);
        }),
        {
          numRuns: 30,
          examples: [
            '{"a.b":1,".":2,"":3}',
            '{"$set":{"$inc":1},"$ref":"users","$id":"a","_bsontype":"Long"}',
            '{"__proto__":{"admin":true},"constructor":{"prototype":null}}',
            String.raw`["\u0000","\ud800","\uffff","🙂",9007199254740993,1e308,5e-324,-1.5]`,
            '[[],{},null,"",0,false]',
          ].map((json) => [JSON.parse(json)]),
        },
      );
    });

    it('stores one document for a session that several clients set at once', async () => {
      let time = 1_700_000_000_000;
      const url = server.freshUrl();
      const clients = Array.from({ length: 4 }, () => new MongoClient(url));
      try {
        await Promise.all(clients.map((client) => client.connect()));
        const stores = clients.map(
          (client) => new MongoStore<number>(client.db().collection('raced'), { now: () => time++ }),
        );
        for (let round = 0; round < 5; round++) {
          const sid = `${round}`;
          await Promise.all(stores.map((store, n) => store.set(sid, n)));
          expect([0, 1, 2, 3]).toContain(await stores[0]?.get(sid, 0));
        }
        expect(await stores[0]?.all()).toHaveLength(5);
      } finally {
        await Promise.all(clients.map((client) => client.close()));
        await dropDatabase(url);
      }
    });

    it('sets a session that another process inserts at the same moment', async () => {
      const collection = newCollection();
      const theirs = { _id: 'a', created_at: new Date(1_700_000_000_000), data: '"theirs"' };
      await new MongoStore<string>(forestalled(collection, theirs)).set('a', 'ours');
      expect(await collection.findOne()).toEqual({ ...theirs, data: '"ours"' });
    });

    it('gives up a set whose insert fails at every try, and rejects', async () => {
      const collection = newCollection();
      await collection.createIndex({ data: 1 }, { unique: true });
      const store = new MongoStore<string>(collection);
      await store.set('a', 'one');
      await expect(store.set('b', 'one')).rejects.toMatchObject({ code: 11_000 });
    });

    it('keeps a session that is set again while the expired one is being removed', async () => {
      const collection = newCollection();
      const time = 1_700_000_000_000;
      await new MongoStore(collection, { now: () => time }).set('a', 'old');
      let anew: Promise<unknown> | undefined;
      const store = new MongoStore<string>(collection, {
        now: () => {
          anew = collection.replaceOne({ _id: 'a' }, { created_at: new Date(time + 2), data: '"new"' });
          return time + 2;
        },
      });
      expect(await store.get('a', 1)).toBeUndefined();
      await anew;
      expect(await store.get('a', 0)).toBe('new');
    });

    it('does not replace a record whose created_at is invalid', async () => {
      const collection = newCollection();
      const store = new MongoStore<string>(collection);
      await store.set('a', 'Ada');
      await collection.updateOne({ _id: 'a' }, { $set: { created_at: 1_700_000_000_000 } as object });
      expect(await Promise.all([store.replace('a', 0, 'Mary'), store.replace('a', 1, 'Mary')])).toEqual([
        false,
        false,
      ]);
    });

    it.each<[string, Document]>([
      ['broken JSON', { data: '{"name":' }],
      ['data that is not text', { data: { name: 'Ada' } }],
      ['data null', { data: null }],
      ['an invalid age', { data: '"Ada"', created_at: 1_700_000_000_000 }],
    ])(
      'V16: skips a document with %s and calls onUnreadable, or rejects without that listener',
      async (_, broken) => {
        const collection = newCollection();
        const unreadable: string[] = [];
        const store = new MongoStore<string[]>(collection, { onUnreadable: (sid) => unreadable.push(sid) });
        await store.set('good', ['Ada', 'Grace']);
        await store.set('bad', []);
        await collection.updateOne({ _id: 'bad' }, { $set: broken });
        expect(await store.get('bad', 60_000)).toBeUndefined();
        expect(await store.all()).toEqual([['Ada', 'Grace']]);
        expect(unreadable).toEqual(['bad', 'bad']);

        const untold = new MongoStore<string[]>(collection);
        await expect(untold.get('bad', 60_000)).rejects.toThrow(UnreadableSessionError);
        expect(await untold.all()).toEqual([['Ada', 'Grace']]);

        await untold.set('bad', ['Mary']);
        expect(await untold.get('bad', 60_000)).toEqual(['Mary']);
      },
    );
  });
});
