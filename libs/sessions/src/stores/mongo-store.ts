import { expectKind } from '../expect-kind.js';
import { encodeData } from './encode-data.js';
import { RecordReader, type RecordStoreOptions } from './record-reader.js';
import { checkStoreOptions, type MissingReason, type Store } from './store.js';

export type MongoStoreOptions = RecordStoreOptions;

/** The stored document of one session. */
export interface MongoStoreDocument {
  _id: string;
  /** When the session was first set (in a rolling store: last set). A Date, because a TTL index needs one. */
  created_at: Date;
  /**
   * JSON text instead of a document, because MongoDB and compatible servers give some keys and values a meaning of
   * their own (`$ref`, a NUL, a lone surrogate). SqliteStore stores the same text, so that data can move between the
   * two.
   */
  data: string;
}

/**
 * The part of the mongodb driver's collection that the store uses. Programs with other stores need not install its
 * types.
 */
export interface MongoCollection {
  findOne(filter: object): Promise<MongoStoreDocument | null>;
  find(): { sort(order: Record<string, 1>): { toArray(): Promise<MongoStoreDocument[]> } };
  insertOne(document: MongoStoreDocument): Promise<unknown>;
  updateOne(filter: object, update: object): Promise<{ matchedCount: number }>;
  deleteOne(filter: object): Promise<{ deletedCount: number }>;
  deleteMany(filter: object): Promise<unknown>;
}

/** Matches the created_at of the store's own documents. `purge` and `clear` keep the documents of other programs. */
const DATED = { $type: 'date' } as const;
const OURS = { data: { $type: 'string' }, created_at: DATED } as const;

/** The server's error code for an _id that exists already. */
const DUPLICATE_KEY = 11_000;

/** The most tries of `set`. It tries again if another process inserts the session between its update and its insert. */
const SET_TRIES = 5;

/**
 * Stores session data as JSON in a MongoDB collection. The caller owns the connection, the collection with its concerns
 * and timeouts, and its indexes: one on created_at speeds up `purge` and `all`. JSON must be able to represent T.
 */
export class MongoStore<T> implements Store<T> {
  readonly rolling: boolean;
  private readonly now: () => number;
  private readonly onMissing: (sid: string, reason: MissingReason) => void;
  private readonly reader: RecordReader<MongoStoreDocument, T>;

  /** @throws TypeError if the collection is missing or an option can't work */
  constructor(
    private readonly collection: MongoCollection,
    { rolling = false, now = Date.now, onMissing = () => undefined, onUnreadable }: MongoStoreOptions = {},
  ) {
    expectKind('collection', collection, 'object');
    checkStoreOptions({ rolling, now, onMissing, onUnreadable });
    this.rolling = rolling;
    this.now = now;
    this.onMissing = onMissing;
    this.reader = new RecordReader<MongoStoreDocument, T>(decode, onUnreadable);
  }

  async get(sid: string, maxAge: number): Promise<T | undefined> {
    const record = await this.collection.findOne({ _id: sid });
    if (!record) {
      this.onMissing(sid, 'session does not exist');
      return undefined;
    }
    const { created_at: createdAt } = record;
    if (maxAge !== 0 && createdAt instanceof Date && createdAt.getTime() + maxAge < this.now()) {
      // The filter keeps a session that another process has set again in the meantime.
      await this.collection.deleteOne({ _id: sid, created_at: createdAt });
      this.onMissing(sid, 'session is expired');
      return undefined;
    }
    return this.reader.read(sid, record);
  }

  async set(sid: string, data: T): Promise<void> {
    const text = encodeData(data);
    // No upsert: some servers with MongoDB's protocol insert twice when several upserts of one id run at once.
    for (let left = SET_TRIES; ; left--) {
      if (await this.update({ _id: sid, created_at: DATED }, this.changeTo(text))) return;
      const fresh = { created_at: new Date(this.now()), data: text };
      try {
        await this.collection.insertOne({ _id: sid, ...fresh });
        return;
      } catch (error) {
        if (left === 1 || (error as { code?: unknown }).code !== DUPLICATE_KEY) throw error;
      }
      // Another process inserted the session first (the loop updates it), or its record has no age (then overwrite it).
      if (await this.update({ _id: sid, created_at: { $not: DATED } }, { $set: fresh })) return;
    }
  }

  async replace(sid: string, maxAge: number, data: T): Promise<boolean> {
    const young = maxAge === 0 ? DATED : { $gte: new Date(this.now() - maxAge) };
    return this.update({ _id: sid, created_at: young }, this.changeTo(encodeData(data)));
  }

  async destroy(sid: string): Promise<boolean> {
    return (await this.collection.deleteOne({ _id: sid })).deletedCount > 0;
  }

  async purge(maxAge: number): Promise<void> {
    if (maxAge === 0) return;
    await this.collection.deleteMany({ ...OURS, created_at: { $lt: new Date(this.now() - maxAge) } });
  }

  async all(): Promise<T[]> {
    const records = await this.collection.find().sort({ created_at: 1 }).toArray();
    return this.reader.readAll(records.map((record) => [record._id, record]));
  }

  async clear(): Promise<void> {
    await this.collection.deleteMany(OURS);
  }

  private async update(filter: object, change: object): Promise<boolean> {
    return (await this.collection.updateOne(filter, change)).matchedCount > 0;
  }

  private changeTo(data: string): { $set: Partial<MongoStoreDocument> } {
    return { $set: this.rolling ? { data, created_at: new Date(this.now()) } : { data } };
  }
}

/** Checks the document's types, since other programs may write to the collection. */
const decode = <T>({ created_at: createdAt, data }: MongoStoreDocument): T => {
  if (!(createdAt instanceof Date)) throw new TypeError('created_at is not a date');
  if (typeof data !== 'string') throw new TypeError('data is not text');
  return JSON.parse(data) as T;
};
