import Database from 'better-sqlite3';
import { StoreUnusableError } from '../../ports/errors.js';

/** How long to wait for another process that is just closing the file, in milliseconds. */
const PATIENCE_MS = 500;

/**
 * Keeps other processes from opening `file`: the lock is an exclusive transaction on a database beside
 * it, held as long as the connection lives. The kernel ends it with the process, however that ends, so
 * no stale lock is left behind.
 * @returns lets go of the lock.
 * @throws StoreUnusableError when another process holds it.
 */
export const lockFile = (file: string): (() => void) => {
  const lock = new Database(`${file}-lock`, { timeout: PATIENCE_MS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
    throw new StoreUnusableError(`${file} is open in another process`, { cause: error });
  }
  return () => {
    lock.close();
  };
};
