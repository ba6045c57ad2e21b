import type { StoreOptions } from './store.js';

/** Called for a record that can't be read; the store then continues as if the record did not exist. */
export type UnreadableListener = (sid: string, cause: unknown) => void;

/** The options of stores whose records are text that other programs may change. */
export interface RecordStoreOptions extends StoreOptions {
  /**
   * Called for a record that can't be read, which then counts as missing. Without this function, `get` fails for such a
   * record.
   */
  onUnreadable?: UnreadableListener;
}

/** Thrown when a session's record exists but can't be read. `cause` is the error of reading it. */
export class UnreadableSessionError extends Error {
  override readonly name = 'UnreadableSessionError';

  constructor(cause: unknown) {
    super("The session's record can't be read", { cause });
  }
}

/** Decodes the records of a store. Any program may have written them. */
export class RecordReader<Stored, T> {
  /** @param decode throws if the record can't be read */
  constructor(
    private readonly decode: (record: Stored) => T,
    private readonly onUnreadable: UnreadableListener | undefined,
  ) {}

  /**
   * Returns the decoded record, or undefined if it can't be read and the listener was called.
   * @throws UnreadableSessionError if there is no listener; or whatever the listener throws
   */
  read(sid: string, record: Stored): T | undefined {
    try {
      return this.decode(record);
    } catch (cause) {
      if (!this.onUnreadable) throw new UnreadableSessionError(cause);
      this.onUnreadable(sid, cause);
      return undefined;
    }
  }

  /** Returns all records that can be read. Never throws: one bad record must not hide the others. */
  readAll(records: readonly (readonly [sid: string, record: Stored])[]): T[] {
    return records.flatMap(([sid, record]) => {
      try {
        const data = this.read(sid, record);
        return data === undefined ? [] : [data];
      } catch {
        return [];
      }
    });
  }
}
