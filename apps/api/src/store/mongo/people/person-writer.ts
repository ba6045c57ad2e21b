import { foldName } from '@dwell/shared';
import { recentEntries } from '../../../platform/recent-entries.js';
import { bulkWriteMissing, RECORDING_DEADLINE_MS, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import { PEOPLE } from '../schema/rollups.js';

/** The most usernames that a process remembers as stored. */
const MAX_KNOWN = 50_000;

/** Usernames are stored when at least this many have been read. */
const BATCH = 500;

/** Stores the users who have sessions, so that they can be searched by name. */
export class PersonWriter {
  private readonly known = recentEntries<true>(MAX_KNOWN);

  constructor(private readonly database: MongoDatabase) {}

  /** Returns whether this process remembers that it has stored the user. */
  knows(username: string): boolean {
    return this.known.has(username);
  }

  /**
   * Stores users who may be stored already.
   * @throws StoreUnavailableError
   */
  async add(usernames: readonly string[]): Promise<void> {
    await this.insert(usernames, RECORDING_DEADLINE_MS);
    for (const username of usernames) this.known.set(username, true);
  }

  /**
   * Stores the users of the sessions of older versions, which stored no people. Does so once for a database. Several
   * processes may call this at the same time.
   * @throws StoreUnavailableError
   */
  async fill(): Promise<void> {
    const { progress } = this.database;
    if (await translateDriverError(progress.findOne({ _id: PEOPLE }))) return;
    await this.refill();
    const filled = { from: 0, until: Date.now() };
    await translateDriverError(progress.updateOne({ _id: PEOPLE }, { $set: filled }, { upsert: true }));
  }

  /**
   * Stores the users of all sessions.
   * @throws StoreUnavailableError
   */
  async refill(): Promise<void> {
    const users = this.database.sessions.aggregate<{ _id: unknown }>(
      [{ $sort: { username: 1 } }, { $group: { _id: '$username' } }],
      { hint: 'username', allowDiskUse: true },
    );
    let batch: string[] = [];
    const store = async (): Promise<void> => {
      if (batch.length > 0) await this.insert(batch, UPKEEP_DEADLINE_MS);
      batch = [];
    };
    try {
      while (await translateDriverError(users.hasNext())) {
        for (const { _id } of users.readBufferedDocuments()) {
          // Another program's session may have anything here.
          if (typeof _id === 'string') batch.push(_id);
        }
        if (batch.length >= BATCH) await store();
      }
      await store();
    } finally {
      await users.close();
    }
  }

  private async insert(usernames: readonly string[], deadlineMs: number): Promise<void> {
    const writes = usernames.map((_id) => ({ insertOne: { document: { _id, folded: foldName(_id) } } }));
    await bulkWriteMissing(this.database.people, writes, deadlineMs);
  }
}
