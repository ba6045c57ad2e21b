import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import type { mongo } from 'mongoose';
import type { PersonDocument } from '../schema/people.js';
import { openTemporaryDatabases } from '../testing/temporary-database.js';
import { bulkWrite, bulkWriteMissing, UPKEEP_DEADLINE_MS } from './bulk-write.js';
import type { MongoDatabase } from './database.js';

type Operation = mongo.AnyBulkWriteOperation<PersonDocument>;

const PROCESSES = 3;
const DOCUMENTS: readonly PersonDocument[] = Array.from({ length: 200 }, (_, n) => ({
  _id: `user ${n}`,
  folded: `user ${n}`,
}));

/**
 * Returns the items forwards for the first process, backwards for the second, and forwards from the middle for the
 * third.
 */
const inOrderOf = <T>(process: number, items: readonly T[]): T[] => {
  if (process === 1) return items.toReversed();
  const first = process === 0 ? 0 : items.length / 2;
  return [...items.slice(first), ...items.slice(0, first)];
};

describeOnMongo('Several processes that write the same documents in different orders', (server) => {
  let databases: readonly MongoDatabase[];
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ databases, close } = await openTemporaryDatabases(server, PROCESSES));
    // Connects, so that the processes write at the same moment.
    await Promise.all(databases.map(({ people }) => people.findOne({})));
  });
  afterEach(() => close());

  const insertAll = async (): Promise<void> => {
    await databases[0]?.people.insertMany([...DOCUMENTS]);
  };
  /** Calls `write` for each process with its operations, all at once. */
  const atOnce = <T>(
    operationOf: (document: PersonDocument, process: number) => Operation,
    write: (people: mongo.Collection<PersonDocument>, operations: readonly Operation[]) => Promise<T>,
  ): Promise<T[]> =>
    Promise.all(
      databases.map(({ people }, process) =>
        write(
          people,
          inOrderOf(process, DOCUMENTS).map((document) => operationOf(document, process)),
        ),
      ),
    );

  it('update all of them', async () => {
    await insertAll();
    const results = await atOnce(
      ({ _id }, process) => ({
        updateOne: { filter: { _id }, update: { $set: { folded: `by process ${process}` } } },
      }),
      (people, operations) => bulkWrite(people, operations, UPKEEP_DEADLINE_MS),
    );
    for (const { matchedCount } of results) expect(matchedCount).toBe(DOCUMENTS.length);
  });

  it('replace all of them', async () => {
    await insertAll();
    const results = await atOnce(
      ({ _id }, process) => ({
        replaceOne: { filter: { _id }, replacement: { folded: `by process ${process}` }, upsert: true },
      }),
      (people, operations) => bulkWrite(people, operations, UPKEEP_DEADLINE_MS),
    );
    for (const { matchedCount } of results) expect(matchedCount).toBe(DOCUMENTS.length);
  });

  it('insert each of them once', async () => {
    await atOnce(
      (document) => ({ insertOne: { document } }),
      (people, operations) => bulkWriteMissing(people, operations, UPKEEP_DEADLINE_MS),
    );
    expect(await databases[0]?.people.countDocuments({})).toBe(DOCUMENTS.length);
  });

  it('delete each of them once', async () => {
    await insertAll();
    const results = await atOnce(
      ({ _id }) => ({ deleteOne: { filter: { _id } } }),
      (people, operations) => bulkWrite(people, operations, UPKEEP_DEADLINE_MS),
    );
    const deleted = results.reduce((sum, { deletedCount }) => sum + deletedCount, 0);
    expect(deleted).toBe(DOCUMENTS.length);
  });
});
