import type { MongoCollection, MongoStoreDocument } from '@dwell/sessions';
import type { mongo } from 'mongoose';
import type { DataScope, SessmanSession } from '../../ports/session-data-stores.js';
import { translateDriverError } from '../connection/errors.js';
import type { SessmanDocument } from '../schema/accounts.js';
import { MongoSessionDataStore } from './session-data-store.js';

type Sessions = mongo.Collection<SessmanDocument>;

/** Stores sessman's data, and tells how much there is. */
export class MongoSessmanStore extends MongoSessionDataStore<SessmanSession> {
  /**
   * @param sessions returns the collection; throws before the first connection.
   * @param now returns epoch milliseconds.
   */
  constructor(
    private readonly sessions: () => Sessions,
    now: () => number,
  ) {
    super('sessman', () => labelled(sessions()), now);
  }

  async usedBytes(scope: DataScope): Promise<number> {
    const sums = this.sessions().aggregate<{ bytes: number }>([
      { $match: scope === 'all' ? {} : scope },
      { $group: { _id: null, bytes: { $sum: '$bytes' } } },
    ]);
    const [sum] = await translateDriverError(sums.toArray());
    return sum?.bytes ?? 0;
  }
}

/** Returns what a document shows of its data besides the data itself, which is text to the server. */
export const labelsOf = (data: string): Pick<SessmanDocument, 'owner' | 'user' | 'bytes'> => {
  const bytes = Buffer.byteLength(data);
  const { user, owner } = (JSON.parse(data) ?? {}) as Partial<Record<keyof SessmanSession, unknown>>;
  return {
    ...(typeof user === 'string' ? { user } : {}),
    ...(typeof owner === 'string' ? { owner } : {}),
    bytes,
  };
};

/** Returns the collection in a form that stores the labels of each document beside its data. */
const labelled = (sessions: Sessions): MongoCollection => ({
  findOne: (filter) => sessions.findOne(filter),
  find: () => sessions.find(),
  insertOne: (document) => sessions.insertOne({ ...document, ...labelsOf(document.data) }),
  updateOne: (filter, update) => {
    const { $set } = update as { $set: Partial<MongoStoreDocument> };
    const labels = $set.data === undefined ? {} : labelsOf($set.data);
    return sessions.updateOne(filter, { $set: { ...$set, ...labels } });
  },
  deleteOne: (filter) => sessions.deleteOne(filter),
  deleteMany: (filter) => sessions.deleteMany(filter),
});
