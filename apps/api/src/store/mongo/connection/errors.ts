import { mongo } from 'mongoose';
import { StoreUnavailableError } from '../../ports/errors.js';

const DUPLICATE_KEY = 11_000;

/** Errors of the driver that are about the way it was called, and not about the server. */
const isMisuse = (error: mongo.MongoError): boolean =>
  error instanceof mongo.MongoAPIError &&
  !(error instanceof mongo.MongoNotConnectedError || error instanceof mongo.MongoTopologyClosedError);

/** What the system says of sockets; the driver lets it through where it writes to one that the server has just closed. */
const isSocketError = (error: unknown): boolean =>
  /^(EPIPE|ECONN\w+|ETIMEDOUT|EHOST\w+|ENET\w+)$/.test(String((error as NodeJS.ErrnoException).code));

/** Whether the server could not be reached, or did not take a call that is right. */
const isUnavailable = (error: unknown): boolean =>
  isSocketError(error) || (error instanceof mongo.MongoError && !isMisuse(error));

/**
 * The answer of a call to the driver.
 * @throws StoreUnavailableError, with its cause, where the server gave none.
 */
export const answerOf = async <T>(call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    throw isUnavailable(error)
      ? new StoreUnavailableError('The database can not be reached or can not take this', { cause: error })
      : error;
  }
};

/** Whether the answer did not come, so that it is not known what the server did. */
export const isCut = (error: unknown): boolean =>
  isSocketError(error) ||
  error instanceof mongo.MongoNetworkError ||
  // As the driver (7.8) wraps what broke off a bulk write.
  (error instanceof mongo.MongoBulkWriteError && isCut(error.cause ?? error.errorResponse));

/** Whether a write was refused because another document has its key. */
export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;

/** Whether writes of a bulk were refused for their keys alone, so that all others were done. */
export const refusedForKeysAlone = (error: unknown): error is mongo.MongoBulkWriteError =>
  error instanceof mongo.MongoBulkWriteError &&
  error.result.getWriteConcernError() === undefined &&
  error.result.hasWriteErrors() &&
  error.result.getWriteErrors().every(({ code }) => code === DUPLICATE_KEY);
