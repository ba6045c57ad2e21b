import Database from 'better-sqlite3';
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StoreUnusableError } from '../../ports/errors.js';
import { asStoreError, carryError } from './errors.js';

/** How long a connection waits for another connection's lock, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Pages that the log may grow to before SQLite writes them back. The longer the log, the more commits that changed the
 * same page share one write.
 */
const CHECKPOINT_PAGES = 4_000;

/** Memory that a connection may use for its page cache, in KiB. */
const CACHE_KIB = 16 * 1024;

/** How long to wait for another process that is just closing the file, in milliseconds. */
const LOCK_TIMEOUT_MS = 500;

export interface SqliteOptions {
  /** Path of the database file. */
  readonly file: string;
  /** Prefix of the session tables' names: letters, digits, `_`. */
  readonly collectionPrefix: string;
}

/** Creates the file's folder if it is missing. Returns the file's path without symbolic links. */
export const prepareFile = (file: string): string => {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return existsSync(file) ? realpathSync(file) : join(realpathSync(folder), basename(file));
  } catch (error) {
    const { message } = carryError(error);
    throw new StoreUnusableError(`The folder ${folder} can not be written: ${message}`, { cause: error });
  }
};

/**
 * Keeps other processes from opening `file`. The lock is an exclusive transaction on a database beside the file. The
 * operating system ends the lock with the process, so that a killed process leaves no stale lock behind.
 * @returns a function that releases the lock.
 * @throws StoreUnusableError when another process holds the lock.
 */
export const lockFile = (file: string): (() => void) =>
  asStoreError(file, () => {
    const lock = new Database(`${file}-lock`, { timeout: LOCK_TIMEOUT_MS });
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

/** Opens the one connection that writes. */
export const openForWriting = (file: string): Database.Database =>
  asStoreError(file, () => {
    // The file holds secrets, so only its owner may read it. SQLite gives the log the same permissions.
    closeSync(openSync(file, 'a', 0o600));
    const db = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    try {
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      db.pragma('foreign_keys = ON');
      db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
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
