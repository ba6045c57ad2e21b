import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteStore } from './sqlite-store.js';
import { describeStore, type Visitor } from './testing/store-conformance.js';

describeStore('SqliteStore', (now) => {
  const database = new Database(':memory:');
  return { store: new SqliteStore<Visitor>(database, { now }), close: () => void database.close() };
});

describe('The table of a SqliteStore', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dwell-sessions-'));
    file = join(folder, 'sessions.db');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('keeps sessions over a restart', () => {
    const before = new Database(file);
    new SqliteStore(before).set('a', { name: 'Ada' });
    before.close();

    const after = new Database(file);
    expect(new SqliteStore(after).get('a', 60_000)).toEqual({ name: 'Ada' });
    after.close();
  });

  it('holds one row a session: its id, when it was first set in milliseconds, its data as JSON', () => {
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

  it('passes over a row that can not be read, and tells of it', () => {
    const database = new Database(file);
    const unreadable: string[] = [];
    const store = new SqliteStore<string[]>(database, { onUnreadable: (sid) => unreadable.push(sid) });
    store.set('good', ['Ada', 'Grace']);
    store.set('bad', []);
    database.prepare(`UPDATE DBStoreSessions SET data = '{"name":' WHERE session_id = 'bad'`).run();
    expect(store.get('bad', 0)).toBeUndefined();
    expect(store.all()).toEqual([['Ada', 'Grace']]);
    expect(unreadable).toEqual(['bad', 'bad']);
    database.close();
  });
});
