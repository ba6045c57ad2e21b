import type { mongo } from 'mongoose';
import { translateDriverError } from '../connection/errors.js';

/** The most documents in a batch. Without this limit the server sends up to 16 MB at a time. */
const BATCH = 500;

/** Yields the documents that a cursor finds, in the batches in which the server sends them. */
export async function* batchesOf<T>(cursor: mongo.FindCursor<T>): AsyncGenerator<T[], void> {
  cursor.batchSize(BATCH);
  try {
    while (await translateDriverError(cursor.hasNext())) yield cursor.readBufferedDocuments();
  } finally {
    await cursor.close();
  }
}
