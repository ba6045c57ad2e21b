import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnreadableSessionError } from './record-reader.js';
import { SqliteStore } from './sqlite-store.js';
import { describeStore, type Visitor } from './testing/store-conformance.js';

describeStore('SqliteStore', (now) => {
  const database = new Database(':memory:');
  return { store: new SqliteStore<Visitor>(database, { now }), close: () => void database.close() };
});

describeStore(
  'SqliteStore, rolling, in a table of its own',
  (now) => {
    const database = new Database(':memory:');
    new SqliteStore<Visitor>(database).set('a', { name: 'Another store' });
    const store = new SqliteStore<Visitor>(database, { now, rolling: true, table: 'other' });
    return { store, close: () => void database.close() };
  },
  { rolling: true },
);

describe('A SqliteStore', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dwell-sessions-'));
    file = join(folder, 'sessions.db');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('V15: keeps sessions when the database is opened again', () => {
    const before = new Database(file);
    new SqliteStore(before).set('a', { name: 'Ada' });
    before.close();

    const after = new Database(file);
    expect(new SqliteStore(after).get('a', 60_000)).toEqual({ name: 'Ada' });
    after.close();
  });

  it('V15: stores one row for each session: id, time of the first set in milliseconds, data as JSON', () => {
    const database = new Database(file);
    let time = 1_700_000_000_123;
    const store = new SqliteStore(database, { now: () => time });
    store.set('a', { name: 'Ada' });
    time += 5;
    store.set('a', { name: 'Grace' });
    expect(database.prepare('SELECT * FROM DBStoreSessions').all()).toEqual([
      { session_id: 'a', created_at: 1_700_000_000_123, data: '{"name":"Grace"}' },
    ]);
    database.close();
  });

  it('V15: creates its table only if it is missing', () => {
    const database = new Database(file);
    expect(() => [new SqliteStore(database), new SqliteStore(database)]).not.toThrow();
    expect(database.prepare('SELECT name FROM sqlite_schema WHERE type = ?').pluck().all('table')).toEqual([
      'DBStoreSessions',
    ]);
    database.close();
  });

  it('uses a table of the given name, if the name is valid', () => {
    const database = new Database(file);
    new SqliteStore(database, { table: 'other' }).set('a', 1);
    expect(database.prepare('SELECT data FROM other').pluck().all()).toEqual(['1']);
    expect(() => new SqliteStore(database, { table: 'a; DROP TABLE other' })).toThrow(TypeError);
    database.close();
  });

  it('V7, V8: calls onMissing with the reason why get returns nothing', () => {
    let time = 0;
    const missing: string[][] = [];
    const database = new Database(file);
    const store = new SqliteStore(database, {
      now: () => time,
      onMissing: (...why) => missing.push(why),
    });
    store.get('a', 0);
    store.set('a', { name: 'Ada' });
    time = 2;
    store.get('a', 1);
    expect(missing).toEqual([
      ['a', 'session does not exist'],
      ['a', 'session is expired'],
    ]);
    database.close();
  });

  it.each([
    ['broken JSON', `data = '{"name":'`],
    ['an age that is text', "created_at = 'yesterday'"],
    ['an empty age', "created_at = ''"],
  ])('V16: skips a row with %s and calls onUnreadable, or throws without that listener', (_, broken) => {
    const database = new Database(file);
    const unreadable: string[] = [];
    const store = new SqliteStore<string[]>(database, { onUnreadable: (sid) => unreadable.push(sid) });
    store.set('good', ['Ada', 'Grace']);
    store.set('bad', []);
    database.prepare(`UPDATE DBStoreSessions SET ${broken} WHERE session_id = 'bad'`).run();
    expect(store.get('bad', 60_000)).toBeUndefined();
    expect(store.all()).toEqual([['Ada', 'Grace']]);
    expect(unreadable).toEqual(['bad', 'bad']);

    const untold = new SqliteStore<string[]>(database);
    expect(() => untold.get('bad', 60_000)).toThrow(UnreadableSessionError);
    expect(untold.all()).toEqual([['Ada', 'Grace']]);
    expect(untold.get('good', 0)).toEqual(['Ada', 'Grace']);

    untold.set('bad', ['Mary']);
    expect(untold.get('bad', 60_000)).toEqual(['Mary']);
    database.close();
  });

  it('does not replace a record whose created_at is invalid', () => {
    const database = new Database(file);
    const store = new SqliteStore<string>(database);
    store.set('a', 'Ada');
    database.prepare("UPDATE DBStoreSessions SET created_at = 'yesterday'").run();
    expect([store.replace('a', 0, 'Mary'), store.replace('a', 1, 'Mary')]).toEqual([false, false]);
    database.close();
  });
});
