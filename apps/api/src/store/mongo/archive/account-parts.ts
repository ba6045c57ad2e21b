import type { mongo } from 'mongoose';
import type { ApiKey, User } from '../../ports/account-store.js';
import { type ArchivePart, inPortions, type Secret, type StoredData } from '../../ports/archive.js';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import { answerOf } from '../connection/errors.js';
import { toApiKey, toApiKeyDocument, toUser, toUserDocument } from '../accounts/account-documents.js';
import type {
  ApiKeyDocument,
  SessionDataDocument,
  SecretDocument,
  UserDocument,
} from '../schema/accounts.js';
import type { MongoDatabase } from '../connection/database.js';

/** Documents that are read at a time. */
const PORTION = 500;

/** One document for each record, under the record's key. */
class DocumentPart<T, D extends { _id: string }> implements ArchivePart<T> {
  constructor(
    private readonly collection: () => mongo.Collection<D>,
    private readonly decode: (document: D) => T,
    private readonly encode: (record: T) => D,
    private readonly form: mongo.Filter<D> = {},
  ) {}

  count(): Promise<number> {
    // An estimate counts what is not ours, too.
    const isMixed = Object.keys(this.form).length > 0;
    const collection = this.collection();
    return answerOf(isMixed ? collection.countDocuments(this.form) : collection.estimatedDocumentCount());
  }

  async *read(): AsyncGenerator<readonly T[], void> {
    const documents = inPortions((last: D | undefined) =>
      answerOf(
        this.collection()
          .find({ ...this.form, _id: { $gt: last?._id ?? '' } } as unknown as mongo.Filter<D>)
          .sort({ _id: 1 })
          .limit(PORTION)
          .toArray() as unknown as Promise<D[]>,
      ),
    );
    for await (const portion of documents) yield portion.map((document) => this.decode(document));
  }

  async write(records: readonly T[]): Promise<void> {
    if (records.length === 0) return;
    const writes = records.map((record) => {
      const { _id, ...fields } = this.encode(record);
      return { replaceOne: { filter: { _id }, replacement: fields, upsert: true } };
    });
    await answerOf(
      bulkWrite(this.collection(), writes as unknown as mongo.AnyBulkWriteOperation<D>[], UPKEEP_DEADLINE_MS),
    );
  }
}

export const usersPart = (database: MongoDatabase): ArchivePart<User> =>
  new DocumentPart<User, UserDocument>(() => database.users, toUser, toUserDocument);

export const apiKeysPart = (database: MongoDatabase): ArchivePart<ApiKey> =>
  new DocumentPart<ApiKey, ApiKeyDocument>(() => database.apiKeys, toApiKey, toApiKeyDocument);

export const secretsPart = (database: MongoDatabase): ArchivePart<Secret> =>
  new DocumentPart<Secret, SecretDocument>(
    () => database.secrets,
    ({ _id: name, value }) => ({ name, value }),
    ({ name, value }) => ({ _id: name, value }),
  );

/** Of what others may keep in a collection of that name, nothing has this form. */
const SESSION_DATA: mongo.Filter<SessionDataDocument> = {
  created_at: { $type: 'date' },
  data: { $type: 'string' },
};

export const sessionDataPart = (
  collection: () => mongo.Collection<SessionDataDocument>,
): ArchivePart<StoredData> =>
  new DocumentPart<StoredData, SessionDataDocument>(
    collection,
    ({ _id: sid, created_at: createdAt, data }) => ({ sid, createdAt: createdAt.getTime(), data }),
    ({ sid, createdAt, data }) => ({ _id: sid, created_at: new Date(createdAt), data }),
    SESSION_DATA,
  );
