import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { ODD_STRINGS } from '../../testing/legal-strings.js';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { type TemporaryFolder, temporaryFolder } from '../../testing/temporary-folder.js';
import { openSqlite } from '../open-sqlite.js';

const PREFIX = 'Default_';

/** Undoes the migration and the later ones, so that the file is one of the version before. */
const UNDO = `
  drop table ${PREFIX}person;
  drop index ${PREFIX}session_by_last_seen;
  drop index ${PREFIX}session_unsettled;
  create index ${PREFIX}session_unsettled on ${PREFIX}session (settled) where settled = 0;
  drop table ${PREFIX}session_view;
  delete from ${PREFIX}session_migration where name >= '0002';
`;

describe('A file of the version before people', () => {
  let folder: TemporaryFolder;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'dwell.db');
  });
  afterEach(() => {
    folder.remove();
  });

  it('gets all people of its sessions when it is opened', async () => {
    const before = await openSqlite({ file, collectionPrefix: PREFIX });
    // More people than the migration stores at a time, several of them with two sessions.
    const names = [...ODD_STRINGS, ...Array.from({ length: 1_100 }, (_, n) => `User ${n}`)];
    await before.sessions.commit(names.map((name) => starting(keyOf(name), T0)));
    const seenAgain = starting(keyOf('User 7', 'phone'), T0);
    await before.sessions.commit([seenAgain]);
    await before.sessions.commit([staying(after(seenAgain), 'home', T0 + 60_000)]);
    const expected = await before.sessions.findPeople({ search: '', limit: 2_000 });
    await before.close();
    const old = new Database(file);
    old.exec(UNDO);
    old.close();

    const migrated = await openSqlite({ file, collectionPrefix: PREFIX });
    try {
      expect(expected).toHaveLength(names.length);
      expect(await migrated.sessions.findPeople({ search: '', limit: 2_000 })).toEqual(expected);
      expect(await migrated.sessions.findPeople({ search: 'uSER 7', limit: 1 })).toEqual([
        { username: 'User 7', lastSeen: T0 + 60_000 },
      ]);
    } finally {
      await migrated.close();
    }
  });
});
