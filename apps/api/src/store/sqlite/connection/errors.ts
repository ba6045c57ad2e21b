import { writeSync } from 'node:fs';
import { type CarriedError, carryError, causeOf } from '../../../platform/calls.js';
import { rebuildStoreError, StoreUnavailableError, StoreUnusableError } from '../../ports/errors.js';

const STANDARD_ERROR = 2;

/** SQLite's primary result codes that describe the database's state, not a mistake in a statement. */
const UNAVAILABLE_CODES =
  /^SQLITE_(BUSY|LOCKED|NOMEM|READONLY|INTERRUPT|IOERR|CORRUPT|FULL|CANTOPEN|PROTOCOL|NOTADB)/;

export const isUnavailableCode = (code: string | undefined): boolean =>
  code !== undefined && UNAVAILABLE_CODES.test(code);

/** Turns an error that a worker threw into the error that a store rejects with. */
export const translateDriverError = (error: CarriedError): Error => {
  const rebuilt = rebuildStoreError(error);
  if (rebuilt) return rebuilt;
  const { message, code } = error;
  const cause = causeOf(error);
  return isUnavailableCode(code)
    ? new StoreUnavailableError('The database can not take it now', { cause })
    : new Error(`The database rejected a statement: ${message}`, { cause });
};

/** Returns an error with one line that says why SQLite could not open the file. */
export const asUnusable = (file: string, error: unknown): StoreUnusableError => {
  if (error instanceof StoreUnusableError) return error;
  const { code, message } = carryError(error);
  const reason =
    code === 'SQLITE_NOTADB' ? `${file} is not a SQLite database` : `${file} can not be opened: ${message}`;
  return new StoreUnusableError(reason, { cause: error });
};

/**
 * Returns what `open` returns.
 * @throws StoreUnusableError with one line that says why SQLite could not open the file.
 */
export const asStoreError = <T>(file: string, open: () => T): T => {
  try {
    return open();
  } catch (error) {
    throw asUnusable(file, error);
  }
};

/** Writes a line to standard error at once: a worker's `process.stderr` would lose it when the process ends. */
export const warn = (line: string): void => {
  writeSync(STANDARD_ERROR, `${line}\n`);
};
