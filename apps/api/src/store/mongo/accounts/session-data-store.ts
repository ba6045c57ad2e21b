import { type MongoCollection, MongoStore, type MongoStoreOptions, type Store } from '@dwell/sessions';
import type { SessionDataName } from '../../ports/archive.js';
import { warnOfUnreadable } from '../../unreadable-warning.js';
import { translateDriverError } from '../connection/errors.js';

const STORES = {
  logins: { rolling: false, onUnreadable: warnOfUnreadable('The login') },
  sessman: { rolling: true, onUnreadable: warnOfUnreadable("Sessman's session") },
} as const satisfies Record<SessionDataName, MongoStoreOptions>;

/** Stores session data in a collection. Rejects with a StoreUnavailableError if the database can't be reached. */
export class MongoSessionDataStore<T> implements Store<T> {
  /**
   * @param collection returns the collection; throws before the first connection.
   * @param now returns epoch milliseconds.
   */
  constructor(
    private readonly name: SessionDataName,
    private readonly collection: () => MongoCollection,
    private readonly now: () => number = Date.now,
  ) {}

  async get(sid: string, maxAge: number): Promise<T | undefined> {
    return translateDriverError(this.store.get(sid, maxAge));
  }

  async set(sid: string, data: T): Promise<void> {
    await translateDriverError(this.store.set(sid, data));
  }

  async replace(sid: string, maxAge: number, data: T): Promise<boolean> {
    return translateDriverError(this.store.replace(sid, maxAge, data));
  }

  async destroy(sid: string): Promise<boolean> {
    return translateDriverError(this.store.destroy(sid));
  }

  async purge(maxAge: number): Promise<void> {
    await translateDriverError(this.store.purge(maxAge));
  }

  async all(): Promise<T[]> {
    return translateDriverError(this.store.all());
  }

  async clear(): Promise<void> {
    await translateDriverError(this.store.clear());
  }

  private get store(): MongoStore<T> {
    return new MongoStore<T>(this.collection(), { ...STORES[this.name], now: this.now });
  }
}
