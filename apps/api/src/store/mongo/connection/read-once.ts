import type { mongo } from 'mongoose';

/** More documents than a query finds. The server ends a batch at 16 MB even so. */
const ALL = 1_000_000;

type Cursor<T> = mongo.FindCursor<T> | mongo.AggregationCursor<T>;

/**
 * Yields the documents of a cursor, none of them twice. A cursor of FerretDB is no snapshot: it reads each batch from
 * the table as it is at that time. So a document that is replaced between two batches may come a second time, or not at
 * all. This function asks for all documents in one batch, so that they are a snapshot of the collection if they have
 * less than 16 MB.
 */
export async function* eachOnce<T extends { readonly _id: unknown }>(
  cursor: Cursor<T>,
): AsyncGenerator<T, void> {
  const seen = new Set<unknown>();
  for await (const document of cursor.batchSize(ALL)) {
    if (seen.has(document._id)) continue;
    seen.add(document._id);
    yield document;
  }
}

/** Returns all documents of a cursor, each once and in one batch as {@link eachOnce} yields them. */
export const readOnce = async <T extends { readonly _id: unknown }>(cursor: Cursor<T>): Promise<T[]> => {
  const documents = await cursor.batchSize(ALL).toArray();
  return [...new Map(documents.map((document) => [document._id, document])).values()];
};
