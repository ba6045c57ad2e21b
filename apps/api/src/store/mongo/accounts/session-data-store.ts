import { MongoStore, type MongoStoreDocument, type MongoStoreOptions, type Store } from '@dwell/sessions';
import type { mongo } from 'mongoose';
import { answerOf } from '../connection/errors.js';

/** Session data in a collection. Rejects with a StoreUnavailableError when the database can't be reached. */
export class MongoDataStore<T> implements Store<T> {
  /** @param collection throws before the database was first reached, when there is none. */
  constructor(
    private readonly collection: () => mongo.Collection<MongoStoreDocument>,
    private readonly options: MongoStoreOptions = {},
  ) {}

  async get(sid: string, maxAge: number): Promise<T | undefined> {
    return answerOf(this.store.get(sid, maxAge));
  }

  async set(sid: string, data: T): Promise<void> {
    await answerOf(this.store.set(sid, data));
  }

  async replace(sid: string, maxAge: number, data: T): Promise<boolean> {
    return answerOf(this.store.replace(sid, maxAge, data));
  }

  async destroy(sid: string): Promise<void> {
    await answerOf(this.store.destroy(sid));
  }

  async purge(maxAge: number): Promise<void> {
    await answerOf(this.store.purge(maxAge));
  }

  async all(): Promise<T[]> {
    return answerOf(this.store.all());
  }

  async clear(): Promise<void> {
    await answerOf(this.store.clear());
  }

  private get store(): MongoStore<T> {
    return new MongoStore<T>(this.collection(), this.options);
  }
}
