import { mongo } from 'mongoose';

/** How long a keepalive may wait for one call to the database, in milliseconds. */
export const RECORDING_DEADLINE_MS = 4_000;

/** The same for work that nobody waits for. */
export const UPKEEP_DEADLINE_MS = 30_000;

/**
 * Writes in no order. The deadline is not for slow servers alone: where a server goes away while a message waits to be
 * sent, the driver would wait for ever (mongodb 7.8, `Connection.writeCommand`), and keep the connection.
 */
export const bulkWrite = <T extends mongo.Document>(
  collection: mongo.Collection<T>,
  operations: readonly mongo.AnyBulkWriteOperation<T>[],
  deadlineMs: number,
): Promise<mongo.BulkWriteResult> =>
  within(deadlineMs, (signal) => {
    const options: mongo.BulkWriteOptions & mongo.Abortable = { ordered: false, signal };
    return collection.bulkWrite(operations, options);
  });

/**
 * Not by AbortSignal.timeout: that would make an error, with its stack, of every deadline that was met; and the driver
 * stumbles over the kind of error that it makes.
 */
export const within = async <T>(
  deadlineMs: number,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new mongo.MongoNetworkError(`There was no answer within ${deadlineMs} ms`));
  }, deadlineMs);
  try {
    return await call(controller.signal);
  } finally {
    clearTimeout(timer);
  }
};
