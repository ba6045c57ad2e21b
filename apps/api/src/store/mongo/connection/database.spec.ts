import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import { mongo } from 'mongoose';
import { StoreUnavailableError, StoreUnusableError } from '../../ports/errors.js';
import { parseMongoUrl } from './url.js';
import { MongoDatabase } from './database.js';
import { FaultyProxy } from '../../testing/faulty-proxy.js';

describe('A MongoDB URL', () => {
  it('names the database; without a name the database is dwell', () => {
    expect(parseMongoUrl('mongodb://h/mine')?.database).toBe('mine');
    expect(parseMongoUrl('mongodb://h')?.database).toBe('dwell');
    expect(parseMongoUrl('mongodb://h/?w=1')?.database).toBe('dwell');
  });

  it('may name several hosts, which are returned without the credentials', () => {
    expect(parseMongoUrl('mongodb://u:p%40ss@a:1,b:2/db?replicaSet=rs')?.hosts).toBe('a:1,b:2');
  });

  it('overrides the default options', () => {
    const options = (url: string) =>
      new URL(parseMongoUrl(url)?.uri.replace('mongodb:', 'http:') ?? '').searchParams;
    expect(options('mongodb://h/db').get('w')).toBe('majority');
    expect(options('mongodb://h/db?W=1&maxPoolSize=7').get('w')).toBeNull();
    expect(options('mongodb://h/db?W=1&maxPoolSize=7').get('maxPoolSize')).toBe('7');
  });

  it.each([
    '',
    'file:x',
    'mongodb://',
    'http://h/db',
    'mongodb://u:12/34@h/db',
    'mongodb://u:12?x@h/db',
    'mongodb://h/%zz',
  ])('is not "%s"', (url) => {
    expect(parseMongoUrl(url)).toBeUndefined();
  });
});

describeOnMongo('A MongoDB database', (server) => {
  let url: string;
  const opened: MongoDatabase[] = [];
  beforeEach(() => {
    url = server.freshUrl();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()));
    await dropDatabase(url);
  });

  const open = (at = url): MongoDatabase => {
    const database = new MongoDatabase({ url: at, collectionPrefix: 'Test_' });
    opened.push(database);
    return database;
  };
  const inDatabase = async (work: (db: mongo.Db) => Promise<unknown>): Promise<void> => {
    const client = await mongo.MongoClient.connect(url);
    await work(client.db()).finally(() => client.close());
  };

  it('gets the indexes of its sessions when first opened, and can be opened again', async () => {
    await open().ready;
    await open().ready;
    await inDatabase(async (db) => {
      const names = (await db.collection('Test_session').indexes()).map(({ name }) => name);
      expect(names.sort()).toEqual(
        [
          '_id_',
          'key',
          'last_ping',
          'open_time',
          'start',
          'username',
          'views',
          'visible_duration',
          'visits',
        ].sort(),
      );
    });
  });

  it('with a different index of the same name is rejected by an error of one line, and not changed', async () => {
    await inDatabase((db) => db.collection('Test_session').createIndex({ start: -1 }, { name: 'start' }));
    const error = await open().ready.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreUnusableError);
    expect((error as Error).message).toMatch(
      /^an index of Test_session in database dwell_test_\w+ is not as Dwell needs it/,
    );
    expect((error as Error).message).not.toContain('\n');
    await inDatabase(async (db) => {
      const start = (await db.collection('Test_session').indexes()).find(({ name }) => name === 'start');
      expect(start?.key).toEqual({ start: -1 });
    });
  });

  it('with two documents of the same unique key is rejected', async () => {
    const twice = { id_beaker_session: 'a', key_hash: 'b', ordinal: 1 };
    await inDatabase((db) => db.collection('Test_session').insertMany([{ ...twice }, { ...twice }]));
    await expect(open().ready).rejects.toThrow(StoreUnusableError);
  });

  it('that is away at first becomes ready when it answers', async () => {
    const proxy = await FaultyProxy.before(url);
    const database = open(`${proxy.urlOf(url)}&serverSelectionTimeoutMS=100`);
    expect(() => database.sessions).toThrow(StoreUnavailableError);
    await expect(database.ping()).rejects.toThrow(StoreUnavailableError);
    await proxy.listen();
    await database.ready;
    await database.ping();
    await database.close();
    await proxy.close();
  });

  it('that was never reached can be closed', async () => {
    const proxy = await FaultyProxy.before(url);
    const database = new MongoDatabase({
      url: `${proxy.urlOf(url)}&serverSelectionTimeoutMS=100`,
      collectionPrefix: '',
    });
    await database.close();
    await expect(database.ping()).rejects.toThrow(StoreUnavailableError);
    await proxy.close();
  });

  it('whose URL has an impossible option is rejected by an error that names DATABASE_URL', async () => {
    const refusal = open(`${url}&tls=maybe`).ready;
    await expect(refusal).rejects.toThrow(StoreUnusableError);
    await expect(refusal).rejects.toThrow(/^the driver can not use DATABASE_URL/);
  });
});
