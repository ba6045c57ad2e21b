import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import { mongo } from 'mongoose';
import { FaultyProxy } from '../store/testing/faulty-proxy.js';
import { openDatabase } from '../store/open-database.js';
import { temporaryFolder } from '../store/testing/temporary-folder.js';
import { describeSessman } from './testing/sessman.suite.js';
import { SessmanStage } from './testing/sessman-stage.js';

describeOnMongo('MongoDB', ({ name, freshUrl }) => {
  const url = freshUrl();
  afterAll(() => dropDatabase(url));
  describeSessman(name, () => ({ DATABASE_URL: url }));

  describe('The sessions collection', () => {
    it('S22: has a document for each session, with the indexed date of its last update', async () => {
      const stage = await SessmanStage.open({ DATABASE_URL: url });
      const client = await mongo.MongoClient.connect(url);
      try {
        const id = await stage.create({ a: 1 });
        stage.wait(5);
        await stage.post(`/update?session_id=${id}`, { data: { a: 2 } });
        const sessions = client
          .db()
          .collection<{ _id: string; data: string; bytes: number; owner: string }>('sessions');
        const found = await sessions.findOne({ _id: id });
        const { data = '', owner } = found ?? {};
        expect(found).toEqual({
          _id: id,
          created_at: new Date(stage.server.clock.now()),
          data: JSON.stringify({ user: 'bob', data: { a: 2 }, owner }),
          bytes: Buffer.byteLength(data),
          user: 'bob',
          owner: expect.stringMatching(/^api-key /),
        });
        expect((await sessions.indexes()).map(({ key }) => key)).toContainEqual({ created_at: 1 });
      } finally {
        await client.close();
        await stage.close();
      }
    });
  });

  describe('Session data in the database of SESSMAN_CONF', () => {
    const folder = temporaryFolder();
    const other = freshUrl();
    const { host, pathname } = new URL(other.replace(/^mongodb:/, 'http:'));
    const database = pathname.slice(1);
    const conf = (more: object): string => {
      const file = join(folder.path, 'sessman.json');
      writeFileSync(file, JSON.stringify({ server_url: host, database, ...more }));
      return file;
    };
    afterAll(async () => {
      folder.remove();
      await dropDatabase(other);
    });

    describeSessman(`${name}, by its own connection`, () => ({ SESSMAN_CONF: conf({}) }));

    it('S21: is refused with 503 and an error while that database is unreachable; the server stays ready', async () => {
      const proxy = await FaultyProxy.before(other);
      await proxy.listen();
      const mongo = {
        url: `${proxy.urlOf(other)}&serverSelectionTimeoutMS=500&socketTimeoutMS=500`,
        collection: 'sessions',
      };
      const stage = await SessmanStage.open(
        {},
        {
          open: (settings, clock) =>
            openDatabase({ ...settings, sessman: { ...settings.sessman, mongo } }, clock),
        },
      );
      try {
        const id = await stage.create({ a: 1 });
        await proxy.refuse();
        for (const answer of [await stage.post('/new'), await stage.get(`/get?session_id=${id}`)]) {
          expect([answer.status, answer.body]).toEqual([503, { error: expect.stringMatching(/./) }]);
          expect(answer.headers.get('retry-after')).toBe('5');
        }
        expect((await stage.server.call('GET', '/readyz')).status).toBe(200);
      } finally {
        await stage.close();
        await proxy.close();
      }
    });

    it('V16: is answered 404 if it is unreadable, stays stored, and causes only one warning', async () => {
      const stage = await SessmanStage.open({ SESSMAN_CONF: conf({}) });
      const client = await mongo.MongoClient.connect(other);
      const warning = jest.spyOn(process, 'emitWarning').mockReturnValue();
      try {
        const id = await stage.create({ a: 1 });
        const sessions = client.db().collection<{ _id: string; data: unknown }>('sessions');
        await sessions.updateOne({ _id: id }, { $set: { data: 7 } });
        for (let times = 0; times < 2; times++) {
          expect((await stage.get(`/get?session_id=${id}`)).status).toBe(404);
        }
        expect(await sessions.findOne({ _id: id })).toMatchObject({ data: 7 });
        expect(warning.mock.calls).toEqual([
          [
            `Sessman's session ${id.slice(0, 6)}… can't be read, and counts as none: data is not text`,
            'Dwell',
          ],
        ]);
      } finally {
        warning.mockRestore();
        await client.close();
        await stage.close();
      }
    });

    it('S49: is in the collection that the file names, with an index, and all other data is in DATABASE_URL', async () => {
      const stage = await SessmanStage.open({
        SESSMAN_CONF: conf({ collection: 'of_the_file', session_ttl: 50 }),
      });
      const client = await mongo.MongoClient.connect(other);
      try {
        const id = await stage.create({ a: 1 });
        const sessions = client.db().collection<{ _id: string }>('of_the_file');
        expect(await sessions.countDocuments({ _id: id })).toBe(1);
        expect((await sessions.indexes()).map(({ key }) => key)).toContainEqual({ created_at: 1 });
        const names = (await client.db().listCollections().toArray()).map((collection) => collection.name);
        expect(names.filter((each) => !['sessions', 'of_the_file'].includes(each))).toEqual([]);
        stage.wait(51);
        expect((await stage.get(`/get?session_id=${id}`)).status).toBe(404);
      } finally {
        await client.close();
        await stage.close();
      }
    });
  });
});
