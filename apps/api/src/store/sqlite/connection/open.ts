import Database from 'better-sqlite3';
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StoreUnusableError } from '../../ports/errors.js';

/** How long a connection waits for a lock of another one, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;

/** Pages that the log may grow to before they are written back: the more, the more commits' changes of a page go at once. */
const CHECKPOINT_PAGES = 4_000;

/** Memory that a connection may use for pages, in KiB. */
const CACHE_KIB = 16 * 1024;

/** Makes the file's folder where it is missing; gives the file's one true path. */
export const prepareFile = (file: string): string => {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return existsSync(file) ? realpathSync(file) : join(realpathSync(folder), basename(file));
  } catch (error) {
    throw new StoreUnusableError(`The folder ${folder} can not be written: ${reasonOf(error)}`, {
      cause: error,
    });
  }
};

/** The one connection that writes. */
export const openForWriting = (file: string): Database.Database =>
  refusing(file, () => {
    // The file holds secrets, and is made here so that nobody else may read it; the log takes after it.
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
  refusing(file, () => {
    const db = new Database(file, { readonly: true, timeout: BUSY_TIMEOUT_MS });
    db.pragma(`cache_size = -${CACHE_KIB}`);
    return db;
  });

/** Runs what opens the file; where SQLite won't, the reason becomes one clear line. */
export const refusing = <T>(file: string, open: () => T): T => {
  try {
    return open();
  } catch (error) {
    if (error instanceof StoreUnusableError) throw error;
    const { code } = error as { code?: unknown };
    const message =
      code === 'SQLITE_NOTADB'
        ? `${file} is not a SQLite database`
        : `${file} can not be opened: ${reasonOf(error)}`;
    throw new StoreUnusableError(message, { cause: error });
  }
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
