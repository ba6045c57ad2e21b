import { MongoStore, type Store } from '@dwell/sessions';
import { answerOf } from './connection/mongo-errors.js';
import type { MongoDatabase } from './mongo-database.js';

/** Session data in the collection `logins`. Rejects with a StoreUnavailableError when the database can't be reached. */
export class MongoLoginStore<T> implements Store<T> {
  /** @param now epoch milliseconds. */
  constructor(
    private readonly database: MongoDatabase,
    private readonly now: () => number = Date.now,
  ) {}

  async get(sid: string, maxAge: number): Promise<T | undefined> {
    return answerOf(this.store.get(sid, maxAge));
  }

  async set(sid: string, data: T): Promise<void> {
    await answerOf(this.store.set(sid, data));
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

  /** There is no collection before the database was first reached. */
  private get store(): MongoStore<T> {
    return new MongoStore<T>(this.database.logins, { now: this.now });
  }
}
