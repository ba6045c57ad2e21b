import { mongo } from 'mongoose';
import { hasOnlyDuplicateKeys, toStoreError } from './errors.js';

/** The longest that a keepalive waits for one call to the database, in milliseconds. */
export const RECORDING_DEADLINE_MS = 4_000;

/** The longest that background work waits for one call, in milliseconds. */
export const UPKEEP_DEADLINE_MS = 30_000;

/**
 * Runs an unordered bulk write with a deadline. Without one the driver waits forever if the server goes away before it
 * has read the whole message (mongodb 7.8, `Connection.writeCommand`).
 *
 * Sends the operations in the order of their documents' keys, so that processes that write the same documents at the
 * same moment wait one after the other, and no deadlock arises: see docs/adr/0162. Each operation must name its
 * document by `key`: a field whose value is the same in every process and belongs to one document. The default is
 * `_id`; a document whose id is random has another such field.
 */
export const bulkWrite = <T extends mongo.Document>(
  collection: mongo.Collection<T>,
  operations: readonly mongo.AnyBulkWriteOperation<T>[],
  deadlineMs: number,
  key: keyof T & string = '_id',
): Promise<mongo.BulkWriteResult> =>
  within(deadlineMs, (signal) => {
    const options: mongo.BulkWriteOptions & mongo.Abortable = { ordered: false, signal };
    return collection.bulkWrite(inOneOrder(operations, key), options);
  });

/**
 * Runs a {@link bulkWrite} of documents of which some may be stored already. The server refuses these by a duplicate
 * key and does all other writes.
 * @throws StoreUnavailableError
 */
export const bulkWriteMissing = async <T extends mongo.Document>(
  collection: mongo.Collection<T>,
  operations: readonly mongo.AnyBulkWriteOperation<T>[],
  deadlineMs: number,
  key?: keyof T & string,
): Promise<void> => {
  try {
    await bulkWrite(collection, operations, deadlineMs, key);
  } catch (error) {
    if (!hasOnlyDuplicateKeys(error)) throw toStoreError(error);
  }
};

/**
 * Aborts a call at its deadline. AbortSignal.timeout is no alternative: it builds an error with a stack for every call,
 * even for a call that ends in time, and the driver can't handle the type of that error.
 */
export const within = async <T>(
  deadlineMs: number,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new mongo.MongoNetworkError(`The server did not answer within ${deadlineMs} ms`));
  }, deadlineMs);
  try {
    return await call(controller.signal);
  } finally {
    clearTimeout(timer);
  }
};

/** Returns the operations in the order of their documents' keys. */
const inOneOrder = <T extends mongo.Document>(
  operations: readonly mongo.AnyBulkWriteOperation<T>[],
  key: string,
): mongo.AnyBulkWriteOperation<T>[] =>
  operations
    .map((operation) => ({ operation, id: keyOf(operation, key) }))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .map(({ operation }) => operation);

/** Returns the key of the document that the operation writes. */
const keyOf = (operation: object, key: string): string => {
  const [{ document, filter }] = Object.values(operation) as [
    { readonly document?: mongo.Document; readonly filter?: mongo.Document },
  ];
  const id = (document ?? filter)?.[key] as unknown;
  if (typeof id !== 'string' && typeof id !== 'number' && !(id instanceof mongo.ObjectId)) {
    throw new TypeError(`A bulk write must name each document by its ${key}`);
  }
  return String(id);
};
