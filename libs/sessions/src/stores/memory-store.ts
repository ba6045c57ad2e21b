import { encodeData } from './encode-data.js';
import { checkStoreOptions, type MissingReason, type Store, type StoreOptions } from './store.js';

/** The default of {@link MemoryStoreOptions.maxSessions}. */
export const DEFAULT_MAX_SESSIONS = 100_000;

export interface MemoryStoreOptions extends StoreOptions {
  /** How many sessions the store keeps; for one more, it drops the oldest. Default {@link DEFAULT_MAX_SESSIONS}. */
  maxSessions?: number;
}

interface MemoryRecord {
  createdAt: number;
  /** JSON. */
  data: string;
}

/**
 * Stores session data in this process. Stores it as JSON, for two reasons: the store keeps the same part of a value as
 * the stores on disk, and a change of the data after `set` or `get` does not change the store.
 */
export class MemoryStore<T> implements Store<T> {
  /** In order of age, the oldest first. A record that is set again keeps its place, unless the store is rolling. */
  private readonly records = new Map<string, MemoryRecord>();
  private readonly maxSessions: number;
  readonly rolling: boolean;
  private readonly now: () => number;
  private readonly onMissing: (sid: string, reason: MissingReason) => void;

  /** @throws TypeError, RangeError if an option can't work */
  constructor({
    maxSessions = DEFAULT_MAX_SESSIONS,
    rolling = false,
    now = Date.now,
    onMissing = () => undefined,
  }: MemoryStoreOptions = {}) {
    checkStoreOptions({ rolling, now, onMissing });
    if (!(maxSessions >= 1)) throw new RangeError('maxSessions must be at least 1');
    this.maxSessions = maxSessions;
    this.rolling = rolling;
    this.now = now;
    this.onMissing = onMissing;
  }

  get(sid: string, maxAge: number): T | undefined {
    const record = this.records.get(sid);
    if (!record) {
      this.onMissing(sid, 'session does not exist');
      return undefined;
    }
    if (this.isExpired(record, maxAge)) {
      this.records.delete(sid);
      this.onMissing(sid, 'session is expired');
      return undefined;
    }
    return JSON.parse(record.data) as T;
  }

  set(sid: string, data: T): void {
    const text = encodeData(data);
    if (this.rolling) this.records.delete(sid);
    const createdAt = this.records.get(sid)?.createdAt ?? this.now();
    this.records.set(sid, { createdAt, data: text });
    for (const oldest of this.records.keys()) {
      if (this.records.size <= this.maxSessions) break;
      this.records.delete(oldest);
    }
  }

  replace(sid: string, maxAge: number, data: T): boolean {
    const record = this.records.get(sid);
    if (!record || this.isExpired(record, maxAge)) return false;
    this.set(sid, data);
    return true;
  }

  destroy(sid: string): boolean {
    return this.records.delete(sid);
  }

  purge(maxAge: number): void {
    for (const [sid, record] of this.records) {
      if (this.isExpired(record, maxAge)) this.records.delete(sid);
    }
  }

  all(): T[] {
    return Array.from(this.records.values(), (record) => JSON.parse(record.data) as T);
  }

  clear(): void {
    this.records.clear();
  }

  private isExpired(record: MemoryRecord, maxAge: number): boolean {
    return maxAge !== 0 && record.createdAt + maxAge < this.now();
  }
}
