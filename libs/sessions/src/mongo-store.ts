import { RecordReader, type UnreadableListener } from './record-reader.js';
import type { MissingReason, Store } from './store.js';

export interface MongoStoreOptions {
  /** Whether a session's age counts from when it was last set, instead of first; default false. */
  rolling?: boolean;
  /** Epoch milliseconds; default Date.now. */
  now?: () => number;
  /** Told why `get` gives nothing. */
  onMissing?: (sid: string, reason: MissingReason) => void;
  /** Told of a record that can't be read, which then counts as none; without it `get` fails for such a record. */
  onUnreadable?: UnreadableListener;
}

/** One session, as it is kept. */
export interface MongoStoreDocument {
  _id: string;
  /** When it was first set (in a rolling store last): a date, as people read it and as a TTL index needs it. */
  created_at: Date;
  /**
   * JSON text, and no document: MongoDB and its kin read meaning into some keys and values (`$ref`, a NUL, a lone
   * surrogate), and SqliteStore keeps the same, so that data may move between the two.
   */
  data: string;
}

/** What is used of a collection of the mongodb driver, whose types need not be there where this store is not used. */
export interface MongoCollection {
  findOne(filter: object): Promise<MongoStoreDocument | null>;
  find(): { sort(order: Record<string, 1>): { toArray(): Promise<MongoStoreDocument[]> } };
  insertOne(document: MongoStoreDocument): Promise<unknown>;
  updateOne(filter: object, update: object): Promise<{ matchedCount: number }>;
  deleteOne(filter: object): Promise<unknown>;
  deleteMany(filter: object): Promise<unknown>;
}

/** What another program keeps in a collection of that name has not this form, and is not removed. */
const DATED = { $type: 'date' } as const;
const OURS = { data: { $type: 'string' }, created_at: DATED } as const;

/** The server's code for an _id that is taken. */
const DUPLICATE_KEY = 11_000;

/** How often a set looks again when another process made the session between its update and its insert. */
const SET_TRIES = 5;

/**
 * Keeps session data as JSON in a MongoDB collection. Connection, collection and its indexes (one on created_at serves
 * `purge` and `all`) are its owner's; concerns and timeouts are the collection's. T must be what JSON can hold.
 */
export class MongoStore<T> implements Store<T> {
  readonly rolling: boolean;
  private readonly now: () => number;
  private readonly onMissing: (sid: string, reason: MissingReason) => void;
  private readonly reader: RecordReader<MongoStoreDocument, T>;

  constructor(
    private readonly collection: MongoCollection,
    { rolling = false, now = Date.now, onMissing = () => undefined, onUnreadable }: MongoStoreOptions = {},
  ) {
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
      // Not one that was set anew meanwhile.
      await this.collection.deleteOne({ _id: sid, created_at: createdAt });
      this.onMissing(sid, 'session is expired');
      return undefined;
    }
    return this.reader.read(sid, record);
  }

  async set(sid: string, data: T): Promise<void> {
    const text = JSON.stringify(data);
    // No upsert: of many at once, servers that speak MongoDB's protocol have let each take itself for the first.
    for (let left = SET_TRIES; ; left--) {
      if (await this.update({ _id: sid, created_at: DATED }, this.changeTo(text))) return;
      const fresh = { created_at: new Date(this.now()), data: text };
      try {
        await this.collection.insertOne({ _id: sid, ...fresh });
        return;
      } catch (error) {
        if (left === 1 || (error as { code?: unknown }).code !== DUPLICATE_KEY) throw error;
      }
      // Another process was faster, or the record is broken and has no age: then it begins anew.
      if (await this.update({ _id: sid, created_at: { $not: DATED } }, { $set: fresh })) return;
    }
  }

  async replace(sid: string, maxAge: number, data: T): Promise<boolean> {
    const young = maxAge === 0 ? DATED : { $gte: new Date(this.now() - maxAge) };
    return this.update({ _id: sid, created_at: young }, this.changeTo(JSON.stringify(data)));
  }

  async destroy(sid: string): Promise<void> {
    await this.collection.deleteOne({ _id: sid });
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

/** The types hold for what the store wrote itself; anything may have written to the collection. */
const decode = <T>({ created_at: createdAt, data }: MongoStoreDocument): T => {
  if (!(createdAt instanceof Date)) throw new TypeError('created_at is no date');
  if (typeof data !== 'string') throw new TypeError('data is no text');
  return JSON.parse(data) as T;
};
