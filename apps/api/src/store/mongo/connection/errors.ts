import { mongo } from 'mongoose';
import { StoreUnavailableError } from '../../ports/errors.js';

const DUPLICATE_KEY = 11_000;

/** Whether the driver was called in a wrong way: such an error says nothing about the server. */
const isMisuse = (error: mongo.MongoError): boolean =>
  error instanceof mongo.MongoAPIError &&
  !(error instanceof mongo.MongoNotConnectedError || error instanceof mongo.MongoTopologyClosedError);

/**
 * Whether the error is the operating system's: the driver passes such errors on when it writes to a socket that the
 * server has just closed.
 */
const isSocketError = (error: unknown): boolean =>
  /^(EPIPE|ECONN\w+|ETIMEDOUT|EHOST\w+|ENET\w+)$/.test(String((error as NodeJS.ErrnoException).code));

/** Returns a StoreUnavailableError if the server is away or does not take a correct call, else the error itself. */
export const toStoreError = (error: unknown): unknown =>
  isSocketError(error) || (error instanceof mongo.MongoError && !isMisuse(error))
    ? new StoreUnavailableError('The database can not be reached or can not take this', { cause: error })
    : error;

/**
 * Returns what a call to the driver returns.
 * @throws StoreUnavailableError with the driver's error as its cause; see {@link toStoreError}.
 */
export const translateDriverError = async <T>(call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    throw toStoreError(error);
  }
};

/** Whether the connection broke before the answer came: the server may have done the call or not. */
export const isCut = (error: unknown): boolean =>
  isSocketError(error) ||
  error instanceof mongo.MongoNetworkError ||
  // The driver (7.8) wraps the error that cut a bulk write.
  (error instanceof mongo.MongoBulkWriteError && isCut(error.cause ?? error.errorResponse));

/** Whether the server refused a write because another document has its key. */
const isDuplicateKey = (error: unknown): boolean =>
  error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;

/** Resolves to whether the server took a write: false if it refused the write because another document has the key. */
export const isUnique = async (writing: Promise<unknown>): Promise<boolean> => {
  try {
    await writing;
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
};

/** Whether a bulk write failed only by duplicate keys, so that the server did all its other writes. */
export const hasOnlyDuplicateKeys = (error: unknown): error is mongo.MongoBulkWriteError =>
  error instanceof mongo.MongoBulkWriteError &&
  error.result.getWriteConcernError() === undefined &&
  error.result.hasWriteErrors() &&
  error.result.getWriteErrors().every(({ code }) => code === DUPLICATE_KEY);
