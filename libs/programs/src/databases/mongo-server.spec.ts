import { describe, expect, it } from '@jest/globals';
import { isMongoUrl, mongoServerOf, withDatabase } from './mongo-server.js';

describe('withDatabase', () => {
  it('names the database on the same server, whatever database the URL named', () => {
    expect(withDatabase('mongodb://127.0.0.1:27217', 'scratch')).toBe('mongodb://127.0.0.1:27217/scratch');
    expect(withDatabase('mongodb://127.0.0.1:27217/', 'scratch')).toBe('mongodb://127.0.0.1:27217/scratch');
    expect(withDatabase('mongodb://127.0.0.1:27217/mine', 'scratch')).toBe(
      'mongodb://127.0.0.1:27217/scratch',
    );
  });

  it('keeps hosts, credentials and options', () => {
    expect(withDatabase('mongodb://me:pw@a:1,b:2/mine?replicaSet=rs0&w=1', 'scratch')).toBe(
      'mongodb://me:pw@a:1,b:2/scratch?replicaSet=rs0&w=1',
    );
    expect(withDatabase('mongodb://a:1?w=1', 'scratch')).toBe('mongodb://a:1/scratch?w=1');
  });
});

describe('isMongoUrl', () => {
  it('requires the scheme of MongoDB and a host', () => {
    expect(isMongoUrl('mongodb+srv://cluster.example.com')).toBe(true);
    expect(isMongoUrl('mongodb://')).toBe(false);
    expect(isMongoUrl('http://127.0.0.1:27217/')).toBe(false);
  });
});

describe('mongoServerOf', () => {
  it('chooses SQLite for the store sqlite, and then rejects a URL', () => {
    expect(mongoServerOf({ store: 'sqlite' }, 'mongodb://a/')).toBeUndefined();
    expect(() => mongoServerOf({ store: 'sqlite', url: 'mongodb://a/' })).toThrow('--url');
  });

  it('chooses the MongoDB server of --url, else the last one of MONGODB_TEST_URI, else a default', () => {
    expect(mongoServerOf({ store: 'mongodb', url: 'mongodb://b/' }, 'mongodb://a/')).toBe('mongodb://b/');
    expect(mongoServerOf({ store: 'mongodb' }, ' mongodb://a/ mongodb://c/ ')).toBe('mongodb://c/');
    expect(mongoServerOf({ store: 'mongodb' }, '')).toMatch(/^mongodb:/);
  });

  it('rejects an unknown store and a URL of another scheme', () => {
    expect(() => mongoServerOf({ store: 'mongo' })).toThrow('--store');
    expect(() => mongoServerOf({ store: 'mongodb', url: 'http://a/' })).toThrow('--url');
  });
});
