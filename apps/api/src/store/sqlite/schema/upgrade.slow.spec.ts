import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { temporaryFolder } from '../../testing/temporary-folder.js';
import { openSqlite } from '../open-sqlite.js';
import { PREFIX, takeBack, UNDO_0006 } from '../testing/old-file.js';
import { commitWorkerUrl } from '../workers/worker-urls.js';

const MINUTE = 60_000;
const SESSIONS = 1_600;
const USERS = 100;

/** Makes a file like those of a version that did not measure visits yet. */
const makeOldFile = async (file: string): Promise<void> => {
  const database = await openSqlite({ file, collectionPrefix: PREFIX });
  for (let n = 0; n < SESSIONS; n += USERS) {
    let changes = Array.from({ length: USERS }, (_, user) =>
      starting(keyOf(`user ${user}`, `${n}`), T0 + n * MINUTE + user * 1_000),
    );
    await database.sessions.commit(changes);
    for (const minute of [3, 7, 20]) {
      changes = changes.map((change, user) =>
        staying(after(change), `view ${(n + user * minute) % 7}`, T0 + (n + minute) * MINUTE + user * 1_000),
      );
      await database.sessions.commit(changes);
    }
  }
  await database.close();
  takeBack(file, UNDO_0006);
};

describe('The upgrade of a file', () => {
  it('succeeds in the end although it is killed again and again, and leaves no difference between the sums', async () => {
    const folder = temporaryFolder();
    try {
      const file = join(folder.path, 'dwell.db');
      await makeOldFile(file);
      const program = join(folder.path, 'program.mjs');
      writeFileSync(
        program,
        `import { openDatabase, readSettings } from '${new URL('../index.js', commitWorkerUrl).href}';
        console.log('opening');
        const settings = readSettings({ DATABASE_URL: 'file:' + process.argv[2] }, process.cwd());
        const database = await openDatabase(settings);
        await database.close();`,
      );
      let kills = 0;
      let said = '';
      for (let patience = 40; ; patience *= 1.7) {
        const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'pipe'] });
        const exit = once(child, 'exit');
        child.stderr.on('data', (text: Buffer) => (said += text.toString()));
        await once(child.stdout, 'data');
        const isDone = await Promise.race([exit.then(() => true), wait(patience, false)]);
        if (isDone) break;
        child.kill('SIGKILL');
        await exit;
        kills++;
      }
      expect(kills).toBeGreaterThan(1);
      expect(said).toMatch(
        /dwell\.db was written by an older version .* upgraded now .* 0006, 0007, 0008, 0009, 0010, 0011, 0012, 0013, 0014, 0015, 0016, 0017, 0019, 0020\)/,
      );
      const database = await openSqlite({ file, collectionPrefix: PREFIX });
      try {
        expect(await database.archive.differences()).toEqual([]);
        await database.archive.rebuild();
        expect(await database.archive.differences()).toEqual([]);
        const window = { from: T0, to: T0 + 5_000 * MINUTE - ((5_000 * MINUTE) % 900_000) };
        const lengths = await database.sessions.visitLengths(window, {});
        const { visits, sessions } = await database.sessions.summarize(window, {});
        expect(lengths.reduce((sum, each) => sum + each.visits, 0)).toBe(visits);
        expect(sessions).toBe(SESSIONS);
      } finally {
        await database.close();
      }
    } finally {
      folder.remove();
    }
  }, 120_000);
});
