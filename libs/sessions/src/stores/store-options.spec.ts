import { describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { MemoryStore } from './memory-store.js';
import { type MongoCollection, MongoStore } from './mongo-store.js';
import { SqliteStore } from './sqlite-store.js';

const WRONG: [what: string, options: object][] = [
  ['a rolling that is text', { rolling: 'yes' }],
  ['a now that is a time', { now: Date.now() }],
  ['an onMissing that is no function', { onMissing: true }],
  ['a now that is null', { now: null }],
];
const WRONG_FOR_RECORDS: typeof WRONG = [
  ...WRONG,
  ['an onUnreadable that is no function', { onUnreadable: 'ignore' }],
];

describe('The options of MemoryStore', () => {
  it.each([
    ...WRONG,
    ['a maxSessions of 0', { maxSessions: 0 }],
    ['a maxSessions that is no number', { maxSessions: NaN }],
  ])('are rejected with %s', (_what, options) => {
    expect(() => new MemoryStore(options)).toThrow(/must be/);
  });
});

describe('The options of SqliteStore', () => {
  it.each([
    ...WRONG_FOR_RECORDS,
    ['a table with a blank', { table: 'my sessions' }],
    ['a table that SQLite reserves', { table: 'sqlite_sessions' }],
  ])('are rejected with %s', (_what, options) => {
    expect(() => new SqliteStore(new Sqlite(':memory:'), options)).toThrow(/./);
  });

  it('may have a table whose name is a keyword of SQL', () => {
    const store = new SqliteStore<string>(new Sqlite(':memory:'), { table: 'select' });
    store.set('a', 'Ada');
    expect(store.get('a', 0)).toBe('Ada');
  });
});

describe('The options of MongoStore', () => {
  const collection = {} as MongoCollection;

  it.each(WRONG_FOR_RECORDS)('are rejected with %s', (_what, options) => {
    expect(() => new MongoStore(collection, options)).toThrow(TypeError);
    expect(() => new MongoStore(collection, {})).not.toThrow();
  });

  it.each([undefined, null, 'sessions'])('need a collection, not %j', (wrong) => {
    expect(() => new MongoStore(wrong as unknown as MongoCollection)).toThrow('collection must be an object');
  });
});
