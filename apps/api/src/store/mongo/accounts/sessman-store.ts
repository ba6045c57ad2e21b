import type { mongo } from 'mongoose';
import type { DataScope, SessmanSession } from '../../ports/session-data-stores.js';
import { translateDriverError } from '../connection/errors.js';
import type { SessmanDocument } from '../schema/accounts.js';
import { labelled, textsIn } from './labelled.js';
import { MongoSessionDataStore } from './session-data-store.js';

type Sessions = mongo.Collection<SessmanDocument>;

/** Stores sessman's data, and sums up its size in bytes. */
export class MongoSessmanStore extends MongoSessionDataStore<SessmanSession> {
  /**
   * @param sessions returns the collection; throws before the first connection.
   * @param now returns epoch milliseconds.
   */
  constructor(
    private readonly sessions: () => Sessions,
    now: () => number,
  ) {
    super('sessman', () => labelled(sessions(), sessmanLabelsOf), now);
  }

  async usedBytes(scope: DataScope): Promise<number> {
    const sums = this.sessions().aggregate<{ bytes: number }>([
      { $match: scope === 'all' ? {} : { ...scope, owner: scope.owner ?? null } },
      { $group: { _id: null, bytes: { $sum: '$bytes' } } },
    ]);
    const [sum] = await translateDriverError(sums.toArray());
    return sum?.bytes ?? 0;
  }
}

/** Returns the fields that a document of sessman has beside its data. Queries use these fields to sum up bytes. */
export const sessmanLabelsOf = (data: string): Pick<SessmanDocument, 'owner' | 'user' | 'bytes'> => ({
  ...textsIn(data, ['user', 'owner']),
  bytes: Buffer.byteLength(data),
});
