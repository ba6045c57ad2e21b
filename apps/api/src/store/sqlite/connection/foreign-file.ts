import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { StoreUnusableError } from '../../ports/errors.js';

/** A table that every database of Dwell has. Other programs' databases do not. */
export const OWN_TABLE = 'account_migration';

const CHUNK_BYTES = 1024 * 1024;

export const foreignFileError = (file: string): StoreUnusableError =>
  new StoreUnusableError(`${file} is a database of another program: it has no table ${OWN_TABLE}`);

/**
 * Refuses a database of another program that has a log or a journal, as a killed or a running program leaves it. SQLite
 * would write them back as soon as it opens the file, so this looks at the bytes only: a database of Dwell has the name of
 * its table in one of the files, and nearly always at their beginning.
 */
export const refuseForeignLog = (file: string): void => {
  // An empty one is what a first start leaves if it is killed early. There is nothing in it to write back.
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
      // The text may begin in this chunk and end in the next.
      at += read - text.length;
    }
  } finally {
    closeSync(descriptor);
  }
};
