import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { StoreUnusableError } from '../../ports/errors.js';

/** A table that every database of Dwell has. Other programs' databases do not. */
export const OWN_TABLE = 'account_migration';

const CHUNK_BYTES = 1024 * 1024;

export const foreignFileError = (file: string): StoreUnusableError =>
  new StoreUnusableError(`${file} is a database of another program: it has no table ${OWN_TABLE}`);

/**
 * Refuses a database of another program if a log or a journal is beside the file. A program that still runs or was
 * killed leaves one. SQLite would write its content back to the file as soon as SQLite opens the file. So this function
 * reads only the bytes: in a database of Dwell, one of the files contains the name of Dwell's table, nearly always near
 * the beginning.
 */
export const refuseForeignLog = (file: string): void => {
  // A first start of Dwell that is killed early leaves an empty log or journal, which has nothing to write back.
  const beside = [`${file}-wal`, `${file}-journal`].filter((name) => sizeOf(name) > 0);
  if (beside.length === 0 || !existsSync(file)) return;
  if (![file, ...beside].some((name) => contains(name, OWN_TABLE))) throw foreignFileError(file);
};

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

const contains = (file: string, text: string): boolean => {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(CHUNK_BYTES);
    for (let at = 0; ;) {
      const read = readSync(descriptor, bytes, 0, CHUNK_BYTES, at);
      if (bytes.subarray(0, read).includes(text)) return true;
      if (read < CHUNK_BYTES) return false;
      // The text may begin in this chunk and end in the next one.
      at += read - text.length;
    }
  } finally {
    closeSync(descriptor);
  }
};
