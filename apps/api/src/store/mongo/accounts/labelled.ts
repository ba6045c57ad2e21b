import type { MongoCollection, MongoStoreDocument } from '@dwell/sessions';
import type { mongo } from 'mongoose';

/**
 * Fields of a document that repeat parts of its data. Queries use these fields, because to the server the data itself
 * is only one text.
 */
export type Labels = object;

/** Returns the collection in a form that stores the labels of each document beside its data. */
export const labelled = <T extends MongoStoreDocument>(
  documents: mongo.Collection<T>,
  labelsOf: (data: string) => Labels,
): MongoCollection => {
  // The driver's types can't tell that the labels are fields of T.
  const collection = documents as unknown as mongo.Collection<MongoStoreDocument>;
  return {
    findOne: (filter) => collection.findOne(filter),
    find: () => collection.find(),
    insertOne: (document) => collection.insertOne({ ...document, ...labelsOf(document.data) }),
    updateOne: (filter, update) => {
      const { $set } = update as { $set: Partial<MongoStoreDocument> };
      const labels = $set.data === undefined ? {} : labelsOf($set.data);
      return collection.updateOne(filter, { $set: { ...$set, ...labels } });
    },
    deleteOne: (filter) => collection.deleteOne(filter),
    deleteMany: (filter) => collection.deleteMany(filter),
  };
};

/** Returns those of the named fields of this JSON whose values are texts. */
export const textsIn = (data: string, names: readonly string[]): Record<string, string> => {
  const fields = (JSON.parse(data) ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = fields[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
};
