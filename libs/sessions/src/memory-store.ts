import type { Store } from './store.js';

/** Sessions that a MemoryStore keeps unless told otherwise. */
export const DEFAULT_MAX_SESSIONS = 100_000;

export interface MemoryStoreOptions {
  /** Beyond this number the oldest session is dropped; default {@link DEFAULT_MAX_SESSIONS}. */
  maxSessions?: number;
  /** Epoch milliseconds; default Date.now. */
  now?: () => number;
}

interface MemoryRecord<T> {
  createdAt: number;
  data: T;
}

/** Keeps copies of session data in this process; what is fetched may be changed freely until it is set again. */
export class MemoryStore<T> implements Store<T> {
  /** In order of creation, as a record that is set again stays where it is. */
  private readonly records = new Map<string, MemoryRecord<T>>();
  private readonly maxSessions: number;
  private readonly now: () => number;

  constructor({ maxSessions = DEFAULT_MAX_SESSIONS, now = Date.now }: MemoryStoreOptions = {}) {
    this.maxSessions = maxSessions;
    this.now = now;
  }

  get(sid: string, maxAge: number): T | undefined {
    const record = this.records.get(sid);
    if (!record) return undefined;
    if (this.isExpired(record, maxAge)) {
      this.records.delete(sid);
      return undefined;
    }
    return structuredClone(record.data);
  }

  set(sid: string, data: T): void {
    const createdAt = this.records.get(sid)?.createdAt ?? this.now();
    this.records.set(sid, { createdAt, data: structuredClone(data) });
    for (const oldest of this.records.keys()) {
      if (this.records.size <= this.maxSessions) break;
      this.records.delete(oldest);
    }
  }

  destroy(sid: string): void {
    this.records.delete(sid);
  }

  purge(maxAge: number): void {
    for (const [sid, record] of this.records) {
      if (this.isExpired(record, maxAge)) this.records.delete(sid);
    }
  }

  all(): T[] {
    return Array.from(this.records.values(), (record) => structuredClone(record.data));
  }

  clear(): void {
    this.records.clear();
  }

  private isExpired(record: MemoryRecord<T>, maxAge: number): boolean {
    return maxAge !== 0 && record.createdAt + maxAge < this.now();
  }
}
