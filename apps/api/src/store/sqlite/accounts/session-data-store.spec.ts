import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeStore, type Visitor } from '@dwell/sessions/testing';
import type { SessionDataName } from '../../ports/archive.js';
import type { Database } from '../../ports/database.js';
import { describeLoginStore } from '../../testing/login-store.conformance.js';
import { describeSessmanStore } from '../../testing/sessman-store.conformance.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';
import type { SqliteSessionDataStore, SqliteSessmanStore } from './session-data-store.js';

let database: Database;
/**
 * Returns the present in epoch milliseconds. The age of session data is counted from it. Each test sets its own clock.
 */
let clock: () => number = Date.now;

// One database for all tests, because opening one takes much longer than a test. Each test begins with empty tables.
beforeAll(async () => {
  database = await openTemporaryDatabase(() => clock());
});
afterAll(() => database.close());

const emptyStore =
  <T>(name: SessionDataName) =>
  async (now: () => number = Date.now) => {
    clock = now;
    const store = database[name] as unknown as SqliteSessionDataStore<T>;
    await store.clear();
    return { store, close: () => Promise.resolve() };
  };

describeStore('SqliteSessionDataStore for logins', emptyStore<Visitor>('logins'));

describeStore('SqliteSessionDataStore for sessman', emptyStore<Visitor>('sessman'), { rolling: true });

describe('Two stores of session data in one file', () => {
  it('neither see nor clear the data of each other', async () => {
    const { store: logins } = await emptyStore<string>('logins')();
    const { store: sessman } = await emptyStore<string>('sessman')();
    await logins.set('a', 'a login');
    await sessman.set('b', 'data');
    expect(await sessman.get('a', 0)).toBeUndefined();
    await sessman.clear();
    expect(await logins.all()).toEqual(['a login']);
  });
});

describe('The session data of a SQLite file', () => {
  it('is summed up without waiting for writes, and is purged in batches, between which other calls are answered', async () => {
    const { store: sessman } = await emptyStore<string>('sessman')(() => 1_000);
    let isStored = false;
    const storing = Promise.all(Array.from({ length: 450 }, (_, n) => sessman.set(`s${n}`, 'x'))).then(
      () => (isStored = true),
    );
    await (sessman as unknown as SqliteSessmanStore).usedBytes('all');
    // The sum was returned before those writes were done.
    expect(isStored).toBe(false);
    await storing;
    let isPurged = false;
    const purging = sessman.purge(-1).then(() => (isPurged = true));
    await database.accounts.countUsers();
    expect(isPurged).toBe(false);
    await purging;
    expect(await sessman.all()).toEqual([]);
  });
});

describeSessmanStore('SQLite', async () => {
  const { close } = await emptyStore('sessman')();
  return { store: database.sessman, another: database.sessman, close };
});

describeLoginStore('SQLite', async () => {
  const { close } = await emptyStore('logins')();
  return { store: database, another: database, close };
});
