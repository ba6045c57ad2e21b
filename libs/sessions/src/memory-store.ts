import type { MissingReason, Store } from './store.js';

/** Sessions that a MemoryStore keeps unless told otherwise. */
export const DEFAULT_MAX_SESSIONS = 100_000;

export interface MemoryStoreOptions {
  /** Beyond this number the oldest session is dropped; default {@link DEFAULT_MAX_SESSIONS}. */
  maxSessions?: number;
  /** Whether a session's age counts from when it was last set, instead of first; default false. */
  rolling?: boolean;
  /** Epoch milliseconds; default Date.now. */
  now?: () => number;
  /** Told why `get` gives nothing. */
  onMissing?: (sid: string, reason: MissingReason) => void;
}

interface MemoryRecord<T> {
  createdAt: number;
  data: T;
}

/** Keeps copies of session data in this process; what is fetched may be changed freely until it is set again. */
export class MemoryStore<T> implements Store<T> {
  /** From the oldest to the youngest: a record that is set again stays where it is, unless its age begins anew. */
  private readonly records = new Map<string, MemoryRecord<T>>();
  private readonly maxSessions: number;
  readonly rolling: boolean;
  private readonly now: () => number;
  private readonly onMissing: (sid: string, reason: MissingReason) => void;

  constructor({
    maxSessions = DEFAULT_MAX_SESSIONS,
    rolling = false,
    now = Date.now,
    onMissing = () => undefined,
  }: MemoryStoreOptions = {}) {
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
    return structuredClone(record.data);
  }

  set(sid: string, data: T): void {
    if (this.rolling) this.records.delete(sid);
    const createdAt = this.records.get(sid)?.createdAt ?? this.now();
    this.records.set(sid, { createdAt, data: structuredClone(data) });
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
