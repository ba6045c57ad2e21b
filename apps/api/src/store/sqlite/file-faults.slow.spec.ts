import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import {
  copyFileSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../ports/database.js';
import { StoreUnavailableError, StoreUnusableError } from '../ports/errors.js';
import { after, keyOf, starting, staying, T0 } from '../testing/session-changes.js';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.js';
import { openSqlite } from './open-sqlite.js';

const ANN = starting(keyOf('ann'), T0);
const BOB = starting(keyOf('bob'), T0);

describe('A SQLite database whose files are changed by others', () => {
  let folder: TemporaryFolder;
  let file: string;
  const opened: Database[] = [];
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'dwell.db');
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()));
    folder.remove();
  });

  const open = async (path = file): Promise<Database> => {
    const database = await openSqlite({ file: path, collectionPrefix: 'Default_' });
    opened.push(database);
    return database;
  };

  const openWithAnn = async (path = file): Promise<Database> => {
    const database = await open(path);
    await database.sessions.commit([ANN]);
    return database;
  };

  /** Tries a write, a read for a keepalive, two other reads and a ping. Returns the reasons why they are refused. */
  const refusals = async ({ sessions, accounts }: Database): Promise<string[]> => {
    const calls = [
      () => sessions.commit([BOB]),
      () => sessions.loadLatest([ANN.key]),
      () => accounts.countUsers(),
      () => sessions.findSession('none'),
      () => sessions.ping(),
    ];
    return Promise.all(
      calls.map((call) =>
        call().then(
          () => 'not refused',
          (error: unknown) => {
            expect(error).toBeInstanceOf(StoreUnavailableError);
            return (error as Error).message;
          },
        ),
      ),
    );
  };

  const expectAllRefused = async (database: Database, reason: RegExp): Promise<void> => {
    for (const refusal of await refusals(database)) expect(refusal).toMatch(reason);
  };

  const storedIn = async (path: string): Promise<unknown[]> =>
    (await (await open(path)).sessions.loadLatest([ANN.key, BOB.key])).map((session) => session?.state);

  const moveFiles = (from: string, to: string): void => {
    for (const suffix of ['', '-wal', '-shm']) renameSync(from + suffix, to + suffix);
  };

  it.each([
    ['the file alone', ['']],
    ['the file and its log', ['', '-wal', '-shm']],
  ])('refuses all calls after %s was deleted, and saves all that it had stored', async (_, suffixes) => {
    const database = await openWithAnn();
    for (const suffix of suffixes) unlinkSync(file + suffix);
    await expectAllRefused(database, /was deleted/);
    const copy = `${file}-rescued`;
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    await database.close();
    renameSync(copy, file);
    expect(await storedIn(file)).toEqual([after(ANN).state, undefined]);
  });

  it('saves the data of a deleted file at the latest when the database is closed', async () => {
    const database = await openWithAnn();
    unlinkSync(file);
    await database.close();
    expect(await storedIn(`${file}-rescued`)).toEqual([after(ANN).state, undefined]);
  });

  it('overwrites no earlier copy of a deleted file', async () => {
    writeFileSync(`${file}-rescued`, 'an earlier one');
    const database = await openWithAnn();
    unlinkSync(file);
    await database.close();
    expect(readFileSync(`${file}-rescued`, 'utf8')).toBe('an earlier one');
    expect(await storedIn(`${file}-rescued-2`)).toEqual([after(ANN).state, undefined]);
  });

  it('leaves no log that would damage the file that takes the place of a deleted one: it empties the log when it refuses calls', async () => {
    const database = await openWithAnn();
    unlinkSync(file);
    await expectAllRefused(database, /was deleted/);
    expect(statSync(`${file}-wal`).size).toBe(0);
  });

  it('refuses all calls while the file is moved away, and works again when it is back', async () => {
    const database = await openWithAnn();
    const elsewhere = join(folder.path, 'elsewhere.db');
    moveFiles(file, elsewhere);
    await expectAllRefused(database, /moved away/);
    moveFiles(elsewhere, file);
    expect(await database.sessions.commit([BOB])).toEqual(new Set());
    await database.close();
    expect(await storedIn(file)).toEqual([after(ANN).state, after(BOB).state]);
  });

  it('saves the data also if the file was moved and put back before it was deleted', async () => {
    const database = await openWithAnn();
    moveFiles(file, `${file}-elsewhere`);
    await expectAllRefused(database, /moved away/);
    moveFiles(`${file}-elsewhere`, file);
    await database.sessions.commit([BOB]);
    unlinkSync(file);
    await database.close();
    expect(await storedIn(`${file}-rescued`)).toEqual([after(ANN).state, after(BOB).state]);
  });

  it('refuses all calls after another file took its place, and leaves in the moved file all that was stored', async () => {
    const database = await openWithAnn();
    const moved = join(folder.path, 'moved.db');
    renameSync(file, moved);
    copyFileSync(moved, file);
    await expectAllRefused(database, /replaced/);
    await database.close();
    expect(await storedIn(moved)).toEqual([after(ANN).state, undefined]);
  });

  it('says that the data of a moved file is not saved yet while another program reads it, and saves it after that', async () => {
    const database = await openWithAnn();
    const reader = new SqliteDatabase(file);
    reader.exec('begin; select count(*) from sqlite_schema');
    await database.sessions.commit([BOB]);
    const moved = join(folder.path, 'moved.db');
    renameSync(file, moved);
    await expect(database.sessions.commit([ANN])).rejects.toThrow(/not saved yet/);
    reader.close();
    await expect(database.sessions.commit([ANN])).rejects.toThrow(/in the moved file/);
    await database.close();
    expect(await storedIn(moved)).toEqual([after(ANN).state, after(BOB).state]);
  });

  it('refuses all calls after the link by which the file was opened points to another file', async () => {
    const link = join(folder.path, 'link.db');
    const other = join(folder.path, 'other.db');
    await (await open(other)).close();
    await (await open()).close();
    symlinkSync(file, link);
    const database = await openWithAnn(link);
    unlinkSync(link);
    symlinkSync(other, link);
    await expectAllRefused(database, /replaced/);
  });

  it('refuses all calls after the log was deleted, and writes all that was stored to the file', async () => {
    const database = await openWithAnn();
    unlinkSync(`${file}-wal`);
    await expectAllRefused(database, /lost its log/);
    await database.close();
    expect(await storedIn(file)).toEqual([after(ANN).state, undefined]);
  });

  it('refuses all calls after a program wrote over the file, even when the file is as long as before', async () => {
    await (await open()).close();
    const database = await openWithAnn();
    const content = readFileSync(file);
    truncateSync(file);
    await expectAllRefused(database, /was overwritten/);
    writeFileSync(file, content);
    await expectAllRefused(database, /was overwritten/);
  });

  it('refuses all calls after its folder was deleted, and says that the data could not be saved', async () => {
    const database = await openWithAnn();
    rmSync(folder.path, { recursive: true });
    await expectAllRefused(database, /was deleted/);
    await expect(database.sessions.commit([BOB])).rejects.toThrow(/could not be saved/);
  });

  describe('is refused at the start if', () => {
    const refusal = async (path = file): Promise<string> => {
      const error: unknown = await open(path).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(StoreUnusableError);
      return (error as Error).message;
    };

    it('the file has a second name, by which another process could open it', async () => {
      await open();
      const link = join(folder.path, 'link.db');
      linkSync(file, link);
      expect(await refusal(link)).toMatch(/link\.db has 2 names \(hard links\)/);
    });

    it('another process has the file open by a name that the file no longer has', async () => {
      await openWithAnn();
      const moved = join(folder.path, 'moved.db');
      renameSync(file, moved);
      expect(await refusal(moved)).toMatch(/moved\.db is open in another process$/);
    }, 15_000);

    it('the lock file was deleted while another process has the database open', async () => {
      await openWithAnn();
      unlinkSync(`${file}-lock`);
      expect(await refusal()).toMatch(/is open in another process$/);
    }, 15_000);

    it.each(['delete', 'wal'])(
      'it belongs to another program (journal mode %s), and is not changed',
      async (mode) => {
        const foreign = new SqliteDatabase(file);
        foreign.pragma(`journal_mode = ${mode}`);
        foreign.exec('create table bookmarks (url text)');
        foreign.close();
        const before = readFileSync(file);
        expect(await refusal()).toMatch(/is a database of another program/);
        expect(readFileSync(file).equals(before)).toBe(true);
        expect(readdirSync(folder.path).sort()).toEqual(['dwell.db', 'dwell.db-lock']);
      },
    );

    /** Returns the content of each file that belongs to the database. */
    const contents = (path: string): Record<string, string> =>
      Object.fromEntries(
        ['', '-wal', '-journal']
          .filter((suffix) => existsSync(path + suffix))
          .map((suffix) => [suffix, readFileSync(path + suffix, 'hex')]),
      );

    it.each(['delete', 'wal'])(
      'it belongs to another program that was killed (journal mode %s), and is not changed, nor is its log or journal',
      async (mode) => {
        const running = join(folder.path, 'running.db');
        const foreign = new SqliteDatabase(running);
        foreign.pragma(`journal_mode = ${mode}`);
        foreign.pragma('cache_size = 1');
        foreign.exec('create table bookmarks (url text)');
        const add = foreign.prepare('insert into bookmarks values (?)');
        // The transaction does not end: if SQLite opened the files, it would undo the transaction and change them.
        foreign.exec('begin');
        for (let count = 0; count < 50; count++) add.run('x'.repeat(3_000));
        for (const suffix of ['', mode === 'wal' ? '-wal' : '-journal']) {
          copyFileSync(running + suffix, file + suffix);
        }
        foreign.close();
        const before = contents(file);
        expect(Object.keys(before)).toHaveLength(2);
        expect(await refusal()).toMatch(/is a database of another program/);
        expect(contents(file)).toEqual(before);
      },
    );

    it('a page of the file is damaged', async () => {
      await (await openWithAnn()).close();
      const content = readFileSync(file);
      content.fill(0xa5, 100, 4_096);
      writeFileSync(file, content);
      expect(await refusal()).toMatch(/can not be opened: database disk image is malformed$/);
    });
  });

  it('is opened if a first start was killed before it had made any table', async () => {
    const killed = join(folder.path, 'killed.db');
    const first = new SqliteDatabase(killed);
    first.pragma('journal_mode = wal');
    first.prepare('select count(*) from sqlite_schema').get();
    for (const suffix of ['', '-wal']) copyFileSync(killed + suffix, file + suffix);
    first.close();
    await openWithAnn();
  });

  it('waits at the start while another program, such as a backup, reads the file', async () => {
    await (await openWithAnn()).close();
    const reader = new SqliteDatabase(file, { readonly: true });
    reader.exec('begin; select count(*) from sqlite_schema');
    setTimeout(() => reader.close(), 1_000);
    expect(await storedIn(file)).toEqual([after(ANN).state, undefined]);
  });

  describe('with a log that a killed process left', () => {
    /** Leaves a file with a log of three commits, as a killed process does. */
    const leaveLog = async (): Promise<string> => {
      const database = await open();
      // Closes the database and opens it again, because the first commits in the log create the tables.
      await database.close();
      const again = await open();
      let change = ANN;
      await again.sessions.commit([change]);
      for (const minute of [1, 2]) {
        change = staying(after(change), 'home', T0 + minute * 60_000);
        await again.sessions.commit([change]);
      }
      const left = join(folder.path, 'left.db');
      for (const suffix of ['', '-wal']) copyFileSync(file + suffix, left + suffix);
      return left;
    };

    const damagedCopies = (): string[] =>
      readdirSync(folder.path).filter((name) => name.includes('-damaged-'));

    it('reads the whole log, and keeps no copy of it', async () => {
      const left = await leaveLog();
      const [session] = await (await open(left)).sessions.loadLatest([ANN.key]);
      expect(session?.state.lastPing).toBe(T0 + 120_000);
      expect(damagedCopies()).toEqual([]);
    });

    it('does not take a half-written last commit for damage', async () => {
      const left = await leaveLog();
      truncateSync(`${left}-wal`, statSync(`${left}-wal`).size - 100);
      const [session] = await (await open(left)).sessions.loadLatest([ANN.key]);
      expect(session?.state.lastPing).toBe(T0 + 60_000);
      expect(damagedCopies()).toEqual([]);
    });

    it.each([
      ['header', 20],
      ['first frame', 32 + 24 + 2_000],
    ])('keeps a copy of the log when its %s is damaged, because SQLite skips the rest', async (_, at) => {
      const left = await leaveLog();
      const log = readFileSync(`${left}-wal`);
      log.writeUInt8(log.readUInt8(at) ^ 0xff, at);
      writeFileSync(`${left}-wal`, log);
      const database = await open(left);
      expect(await database.sessions.loadLatest([ANN.key])).toEqual([undefined]);
      const [copy = ''] = damagedCopies();
      expect(readFileSync(join(folder.path, copy)).equals(log)).toBe(true);
    });
  });
});
