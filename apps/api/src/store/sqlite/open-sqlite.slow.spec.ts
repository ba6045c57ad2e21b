import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { StoreUnavailableError, StoreUnusableError } from '../ports/errors.js';
import { after, keyOf, starting, staying, T0 } from '../testing/session-changes.js';
import { openForWriting } from './connection/open.js';
import { openSqlite } from './open-sqlite.js';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.js';
import { commitWorkerUrl } from './workers/worker-urls.js';

const PREFIX = 'Default_';

describe('openSqlite', () => {
  let folder: TemporaryFolder;
  let file: string;
  const opened: { close(): Promise<void> }[] = [];
  const children: ChildProcess[] = [];
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'dwell.db');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await Promise.all(opened.splice(0).map((database) => database.close()));
    folder.remove();
  });

  const open = async (path = file, collectionPrefix = PREFIX) => {
    const database = await openSqlite({ file: path, collectionPrefix });
    opened.push(database);
    return database;
  };

  /** Returns the message of the error that opening throws. */
  const refusal = async (path = file): Promise<string> => {
    const error: unknown = await open(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreUnusableError);
    const { message } = error as StoreUnusableError;
    expect(message).not.toContain('\n');
    expect(message).toContain(path);
    return message;
  };

  /** Opens the file in another process, which keeps it open until the process is killed. */
  const openElsewhere = async (): Promise<ChildProcess> => {
    const program = join(folder.path, 'program.mjs');
    writeFileSync(
      program,
      `import { openDatabase, readSettings } from '${new URL('../index.js', commitWorkerUrl).href}';
      const environment = { DATABASE_URL: 'file:' + process.argv[2], COLLECTION_PREFIX: '${PREFIX}' };
      await openDatabase(readSettings(environment, '/'));
      console.log('open');`,
    );
    const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    await once(child.stdout, 'data');
    return child;
  };

  describe('opens a file and', () => {
    it('creates the file and its folder if they are missing', async () => {
      await open(join(folder.path, 'a', 'b', 'dwell.db'));
      expect(existsSync(join(folder.path, 'a', 'b', 'dwell.db'))).toBe(true);
    });

    it('keeps other users of the machine from reading, writing and locking what it creates', async () => {
      const umask = process.umask(0);
      try {
        const database = await open(join(folder.path, 'made', 'dwell.db'));
        await database.accounts.ensureSecret('signing', 'secret');
      } finally {
        process.umask(umask);
      }
      const made = join(folder.path, 'made');
      const names = readdirSync(made);
      expect(names).toEqual(
        expect.arrayContaining(['dwell.db', 'dwell.db-lock', 'dwell.db-shm', 'dwell.db-wal']),
      );
      expect(names.filter((name) => (statSync(join(made, name)).mode & 0o777) !== 0o600)).toEqual([]);
      expect(statSync(made).mode & 0o777).toBe(0o700);
    });

    it('keeps other users from reading a lock file that an older version let them read', async () => {
      writeFileSync(`${file}-lock`, '', { mode: 0o644 });
      await open();
      expect(statSync(`${file}-lock`).mode & 0o777).toBe(0o600);
    });

    it('finds a session and a secret that were stored before the file was closed', async () => {
      const before = await open();
      const started = starting(keyOf('ann'), T0);
      await before.sessions.commit([started]);
      const stayed = staying(after(started), 'home', T0 + 60_000);
      await before.sessions.commit([stayed]);
      await before.accounts.ensureSecret('signing', 'secret');
      await before.close();

      const again = await open();
      expect(await again.sessions.loadLatest([started.key])).toEqual([after(stayed)]);
      expect(await again.accounts.ensureSecret('signing', 'other')).toBe('secret');
    });

    it('keeps the sessions of each prefix apart, and shares the accounts', async () => {
      const before = await open();
      await before.sessions.commit([starting(keyOf('ann'), T0)]);
      await before.accounts.ensureSecret('signing', 'secret');
      await before.close();

      const other = await open(file, 'Other_');
      expect(await other.sessions.loadLatest([keyOf('ann')])).toEqual([undefined]);
      expect(await other.accounts.ensureSecret('signing', 'other')).toBe('secret');
      await other.close();
      const tables = new Database(file, { readonly: true })
        .prepare<[], string>(`select name from sqlite_schema where name like '%session' and type = 'table'`)
        .pluck()
        .all();
      expect(tables.sort()).toEqual(['Default_session', 'Other_session']);
    });

    it('lets no other user of the machine read the file or its log', async () => {
      const database = await open();
      await database.sessions.commit([starting(keyOf('ann'), T0)]);
      for (const name of [file, `${file}-wal`]) expect(statSync(name).mode & 0o077).toBe(0);
    });
  });

  it('writes through a connection with journal_mode=WAL and synchronous=FULL, which syncs each commit to disk', () => {
    const connection = openForWriting(file);
    expect(connection.pragma('journal_mode', { simple: true })).toBe('wal');
    const FULL = 2;
    expect(connection.pragma('synchronous', { simple: true })).toBe(FULL);
    connection.close();
  });

  describe('throws an error of one line if', () => {
    it('this process already has the file open', async () => {
      await open();
      expect(await refusal()).toMatch(/is open in another process$/);
    });

    it('the file is open under another name', async () => {
      await open();
      const link = join(folder.path, 'link.db');
      symlinkSync(file, link);
      await expect(open(link)).rejects.toThrow(/is open in another process$/);
    });

    it('another process has the file open, until that process is killed', async () => {
      const child = await openElsewhere();
      expect(await refusal()).toMatch(/is open in another process$/);
      child.kill('SIGKILL');
      await once(child, 'exit');
      await open();
    });

    it('the file is no database, and leaves the file unchanged', async () => {
      const garbage = 'no database at all, but long enough to be read as one. '.repeat(40);
      writeFileSync(file, garbage);
      expect(await refusal()).toMatch(/is not a SQLite database$/);
      expect(await refusal()).toMatch(/is not a SQLite database$/);
      expect(readFileSync(file, 'utf8')).toBe(garbage);
    });

    it('the folder can not be created', async () => {
      writeFileSync(join(folder.path, 'taken'), '');
      const below = join(folder.path, 'taken', 'data');
      await expect(open(join(below, 'dwell.db'))).rejects.toThrow(StoreUnusableError);
      await expect(open(join(below, 'dwell.db'))).rejects.toThrow(`The folder ${below} can not be written`);
    });

    it('the path is a folder', async () => {
      mkdirSync(file);
      expect(await refusal()).toMatch(/can not be opened/);
    });

    it.each(['account_migration', `${PREFIX}session_migration`])(
      'a newer version of Dwell has written the file: %s',
      async (table) => {
        await (await open()).close();
        const newer = new Database(file);
        newer.prepare(`insert into "${table}" (name, timestamp) values ('9999', '')`).run();
        newer.close();
        expect(await refusal()).toMatch(/was written by a newer version of Dwell/);
      },
    );
  });

  it('returns a database that rejects calls after it was closed', async () => {
    const database = await open();
    await database.close();
    await expect(database.sessions.ping()).rejects.toThrow(StoreUnavailableError);
    await expect(database.accounts.countUsers()).rejects.toThrow(StoreUnavailableError);
  });

  it('returns a database that completes earlier commits before it closes', async () => {
    const database = await open();
    const started = starting(keyOf('late'), T0);
    const commit = database.sessions.commit([started]);
    await database.close();
    expect(await commit).toEqual(new Set());
    expect(await (await open()).sessions.loadLatest([started.key])).toEqual([after(started)]);
  });

  it('returns a database that removes its log when it is closed', async () => {
    const database = await open();
    await database.sessions.commit([starting(keyOf('ann'), T0)]);
    expect(existsSync(`${file}-wal`)).toBe(true);
    await database.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
  });
});
