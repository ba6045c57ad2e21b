import Database from 'better-sqlite3';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { carryError } from '../../../platform/calls.js';
import { StoreUnusableError } from '../../ports/errors.js';
import { keepDamagedLog } from './damaged-log.js';
import { asStoreError } from './errors.js';
import { foreignFileError, OWN_TABLE, refuseForeignLog } from './foreign-file.js';

/** How long a connection waits for another connection's lock, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * How many pages the log may have before SQLite writes them back to the file. A page that many commits have changed is
 * written back once, so a longer log saves writes.
 */
const CHECKPOINT_PAGES = 4_000;

/**
 * When the log is written back and is longer than this, it is cut to this size, in bytes: that of {@link
 * CHECKPOINT_PAGES}.
 */
const MAX_KEPT_LOG_BYTES = CHECKPOINT_PAGES * 4_096;

/** Memory that a connection may use for its page cache, in KiB. */
const CACHE_KIB = 16 * 1024;

/** How long to wait for another process that is just closing the file, in milliseconds. */
const LOCK_TIMEOUT_MS = 500;

/** How long to wait for another program that reads the file, such as a backup, in milliseconds. */
const READER_TIMEOUT_MS = 5_000;

export interface SqliteOptions {
  /** Path of the database file. */
  readonly file: string;
  /** Prefix of the session tables' names: letters, digits, `_`. */
  readonly collectionPrefix: string;
}

/** The options of a worker thread. `file` is the path without symbolic links. */
export interface WorkerOptions extends SqliteOptions {
  /** The file's path as it is in the settings. */
  readonly name: string;
}

/**
 * Creates the file's folder if it is missing. Returns the file's path without symbolic links.
 * @throws StoreUnusableError when the folder or the file can't be written.
 */
const prepareFile = (file: string): string => {
  const folder = dirname(file);
  let path: string;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    path = existsSync(file) ? realpathSync(file) : join(realpathSync(folder), basename(file));
    accessSync(dirname(path), constants.W_OK);
  } catch (error) {
    const { message } = carryError(error);
    throw new StoreUnusableError(`The folder ${folder} can not be written: ${message}`, { cause: error });
  }
  try {
    // SQLite would open a file that it can't write, and fail at the first write.
    if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
    return path;
  } catch (error) {
    throw new StoreUnusableError(`${file} can not be written: ${carryError(error).message}`, {
      cause: error,
    });
  }
};

/** @throws StoreUnusableError as {@link prepareFile} does */
export const workerOptionsOf = (options: SqliteOptions): WorkerOptions => ({
  ...options,
  name: options.file,
  file: prepareFile(options.file),
});

/** Creates the file if it is missing, for its owner alone. SQLite gives the log of a file the same permissions. */
const createIfMissing = (file: string): void => {
  // Does not open a file that exists: closing it would end the locks that this process may have on it.
  if (!existsSync(file)) closeSync(openSync(file, 'wx', 0o600));
};

/**
 * Keeps other processes of Dwell from opening `file` for writing. The lock is an exclusive transaction on a database
 * beside the file. The operating system ends the lock with the process, so that a killed process leaves no stale lock.
 * @returns a function that releases the lock.
 * @throws StoreUnusableError when another process holds the lock.
 */
export const lockFile = (file: string): (() => void) =>
  asStoreError(file, () => {
    const name = `${file}-lock`;
    createIfMissing(name);
    // Whoever may read the lock file could lock it, and so keep the server from starting. Older versions let all users
    // of the machine read it.
    if ((statSync(name).mode & 0o077) !== 0) chmodSync(name, 0o600);
    const lock = new Database(name, { timeout: LOCK_TIMEOUT_MS });
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      if (carryError(error).code !== 'SQLITE_BUSY') throw error;
      throw new StoreUnusableError(`${file} is open in another process`, { cause: error });
    }
    return () => {
      lock.close();
    };
  });

/**
 * Refuses a file that has several names (hard links). SQLite looks for the log by the file's name: a process that opens
 * the file by another name would miss what is only in the log.
 */
const refuseSecondName = (file: string): void => {
  const found = statSync(file);
  if (!found.isFile() || found.nlink < 2) return;
  throw new StoreUnusableError(
    `${file} has ${found.nlink} names (hard links): remove the others, or copy the file instead of linking it`,
  );
};

/**
 * Refuses a file that another process has open, also if that process opened it by another name and so has locked
 * another lock file. Waits for a while first: a backup, for example, ends soon. Refuses a database of another program
 * too, and does not change it.
 */
const refuseForeignFile = (file: string): void => {
  const probe = new Database(file, { timeout: READER_TIMEOUT_MS });
  try {
    // In this locking mode SQLite reads a file in WAL mode only if no other connection has the file open.
    probe.pragma('locking_mode = EXCLUSIVE');
    const tables = probe
      .prepare<[], string>(`select name from sqlite_schema where type = 'table'`)
      .pluck()
      .all();
    if (tables.length > 0 && !tables.includes(OWN_TABLE)) {
      throw foreignFileError(file);
    }
  } catch (error) {
    if (carryError(error).code !== 'SQLITE_BUSY') throw error;
    throw new StoreUnusableError(`${file} is open in another process`, { cause: error });
  } finally {
    probe.close();
  }
};

/** Opens the one connection that writes. */
export const openForWriting = (file: string): Database.Database =>
  asStoreError(file, () => {
    createIfMissing(file);
    refuseSecondName(file);
    refuseForeignLog(file);
    keepDamagedLog(file);
    refuseForeignFile(file);
    const db = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    try {
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      db.pragma('foreign_keys = ON');
      db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
      db.pragma(`journal_size_limit = ${MAX_KEPT_LOG_BYTES}`);
      db.pragma(`cache_size = -${CACHE_KIB}`);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });

export const openForReading = (file: string): Database.Database =>
  asStoreError(file, () => {
    const db = new Database(file, { readonly: true, timeout: BUSY_TIMEOUT_MS });
    db.pragma(`cache_size = -${CACHE_KIB}`);
    return db;
  });
