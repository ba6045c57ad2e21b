/** Told of a record that can't be read; the store then goes on as if it were not there. */
export type UnreadableListener = (sid: string, cause: unknown) => void;

/** A session's record is there and can't be read; the cause says why. */
export class UnreadableSessionError extends Error {
  override readonly name = 'UnreadableSessionError';

  constructor(cause: unknown) {
    super("The session's record can't be read", { cause });
  }
}

/** Reads the records of a store, any of which somebody else may have written. */
export class RecordReader<Stored, T> {
  /**
   * @param decode throws for what can't be read
   * @param onUnreadable where it is missing, a record that can't be read is an error: it must not go unnoticed
   */
  constructor(
    private readonly decode: (record: Stored) => T,
    private readonly onUnreadable: UnreadableListener | undefined,
  ) {}

  /** @throws UnreadableSessionError, or what the listener throws */
  read(sid: string, record: Stored): T | undefined {
    try {
      return this.decode(record);
    } catch (cause) {
      if (!this.onUnreadable) throw new UnreadableSessionError(cause);
      this.onUnreadable(sid, cause);
      return undefined;
    }
  }

  /** Of many records those that can be read: one that can't takes no other with it. */
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
