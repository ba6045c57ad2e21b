import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import { bucketOfLength, SLOT_MS } from '@dwell/shared';
import { mongo } from 'mongoose';
import type { Database } from '../../ports/database.js';
import { describeArchive } from '../../testing/archive.conformance.js';
import { after, keyOf, RULES, starting, T0 } from '../../testing/session-changes.js';
import { openMongo } from '../open-mongo.js';

const PREFIX = 'Test_';
const HOUR = 60 * 60_000;

interface AnyDocument {
  readonly _id: string | mongo.ObjectId;
  readonly [field: string]: unknown;
}

const openOn = async (url: string): Promise<Database> => {
  const database = openMongo({ url, collectionPrefix: PREFIX, aliveMs: RULES.aliveMs, upkeep: false });
  await database.ready;
  return database;
};

describeOnMongo('MongoArchive', ({ name, freshUrl }) => {
  describeArchive(name, async () => {
    const url = freshUrl();
    const store = await openOn(url);
    return {
      store,
      another: store,
      close: async () => {
        await store.close();
        await dropDatabase(url);
      },
    };
  });

  describe('in collections that other programs use too', () => {
    const url = freshUrl();
    let database: Database;
    let client: mongo.MongoClient;
    beforeAll(async () => {
      database = await openOn(url);
      client = await mongo.MongoClient.connect(url);
    });
    afterAll(async () => {
      await client.close();
      await database.close();
      await dropDatabase(url);
    });

    it('leaves documents of other programs in `sessions` alone', async () => {
      const sessions = client.db().collection<AnyDocument>('sessions');
      await sessions.insertMany([
        { _id: 'of a web framework', expires: new Date(), session: '{}' },
        { _id: new mongo.ObjectId(), userId: 'bob', createdAt: new Date(0), data: { a: 1 } },
      ]);
      await database.sessman.set('ours', { user: 'bob', data: 1 });
      const sids: string[] = [];
      for await (const portion of database.archive.sessionData('sessman'))
        sids.push(...portion.map(({ sid }) => sid));
      expect(sids).toEqual(['ours']);
      await database.sessman.purge(-1_000);
      expect(await sessions.countDocuments()).toBe(2);
    });

    it('leaves out the documents that other programs wrote or damaged, and reports their ids', async () => {
      const change = starting(keyOf('ann'), T0);
      const broken = starting(keyOf('ben'), T0);
      await database.sessions.commit([change, broken]);
      const sessions = client.db().collection<AnyDocument>(`${PREFIX}session`);
      await sessions.updateOne({ _id: after(broken).id }, { $set: { visible_duration: 'long' } });
      const start = T0 / 1000;
      const foreign = {
        username: 'zoe',
        start,
        last_ping: start,
        last_visible_ping: start,
        visible_duration: 1,
      };
      const number = new mongo.ObjectId();
      await sessions.insertMany([
        { _id: 'of another program', ...foreign, tab_duration: { home: 1 } },
        { _id: number, ...foreign, tab_duration: { home: 1 } },
      ]);
      const leftOut: string[] = [];
      const read = [];
      for await (const portion of database.archive.sessions((id) => leftOut.push(id))) read.push(...portion);
      expect(read).toEqual([after(change)]);
      expect(leftOut.sort()).toEqual([after(broken).id, 'of another program', String(number)].sort());
    });

    it('returns each slot of a user once, even if its time is spread over many documents and batches', async () => {
      const time = [{ view: 'many', ms: 1_000, visits: 1 }];
      const documents = Array.from({ length: 1_700 }, (_, n) => ({
        _id: `many ${n}`,
        username: `many ${n % 500 < 100 ? n % 7 : 'documents'}`,
        slot: T0,
        time,
      }));
      await client.db().collection<AnyDocument>(`${PREFIX}user_time`).insertMany(documents);
      const read = [];
      for await (const portion of database.archive.userTime()) read.push(...portion);
      const many = read.filter(({ username }) => username.startsWith('many'));
      expect(many).toEqual(
        [...new Set(documents.map(({ username }) => username))].toSorted().map((username) => {
          const n = documents.filter((document) => document.username === username).length;
          const total = { view: 'many', tab: undefined, ms: n * 1_000, visits: n };
          return { username, slot: T0, time: [total], visits: [] };
        }),
      );
      await client.db().collection(`${PREFIX}user_time`).deleteMany({ 'time.view': 'many' });
    });

    it('shows added time in charts at once, and also after all sums are computed again', async () => {
      const slot = (username: string, ms: number) => ({
        username,
        slot: T0,
        time: [{ view: 'cleo’s', tab: undefined, ms, visits: 1 }],
        visits: [{ view: 'cleo’s', tab: undefined, lengthBucket: bucketOfLength(ms), visits: 1, ms }],
      });
      const ms = async (): Promise<number | undefined> => {
        const window = { from: T0, to: T0 + SLOT_MS };
        return (await database.sessions.viewTotals(window, { view: 'cleo’s' }))[0]?.ms;
      };
      const begun = starting(keyOf('cleo'), T0);
      await database.sessions.commit([begun]);
      await database.archive.addUserTime([slot('cleo', 60_000)]);
      await database.sessions.commit([starting(keyOf('later'), T0 + HOUR)]);
      await database.archive.rebuild();
      expect(await client.db().collection(`${PREFIX}view_time`).countDocuments()).toBeGreaterThan(0);
      expect(await ms()).toBe(60_000);
      await database.archive.addUserTime([slot('cleo', 40_000), slot('dora', 5_000)]);
      expect(await ms()).toBe(105_000);
      await database.archive.rebuild();
      expect(await ms()).toBe(105_000);
    });
  });
});
