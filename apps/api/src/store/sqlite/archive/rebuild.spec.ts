import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import { temporaryFolder } from '../../testing/temporary-folder.js';
import { openSqlite } from '../open-sqlite.js';
import { PREFIX, storeTwoSessions } from '../testing/old-file.js';

it('The file becomes smaller when it is closed after a rebuild, if a large part of the file is not used', async () => {
  const folder = temporaryFolder();
  try {
    const file = join(folder.path, 'dwell.db');
    const options = { file, collectionPrefix: PREFIX };
    const first = await openSqlite(options);
    await storeTwoSessions(first.sessions).finally(() => first.close());
    const filled = new BetterSqlite3(file);
    filled.exec('create table filler as select zeroblob(1000000); drop table filler');
    filled.close();
    const { size } = statSync(file);
    const { archive, sessions, close } = await openSqlite(options);
    try {
      await archive.rebuild();
      expect(await archive.differences()).toEqual([]);
      expect(await archive.count('sessions')).toBe(2);
      await sessions.ping();
      expect(statSync(file).size).toBeGreaterThanOrEqual(size);
    } finally {
      await close();
    }
    expect(statSync(file).size).toBeLessThan(size - 900_000);
    const again = await openSqlite(options);
    expect(await again.archive.differences().finally(() => again.close())).toEqual([]);
  } finally {
    folder.remove();
  }
});
