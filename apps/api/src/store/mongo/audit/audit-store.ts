import type { mongo } from 'mongoose';
import { firstAuditIdAt } from '../../model/audit-id.js';
import { type AuditEntry, type AuditSearch, AuditStore } from '../../ports/audit-store.js';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import type { AuditDocument } from '../schema/audit.js';

/** Stores the audit log in a collection, one document for each entry. */
export class MongoAuditStore extends AuditStore {
  constructor(private readonly database: MongoDatabase) {
    super();
  }

  override async put(entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const writes = entries.map(({ id, ...entry }) => ({
      replaceOne: { filter: { _id: id }, replacement: entry, upsert: true },
    }));
    await translateDriverError(bulkWrite(this.database.audit, writes, UPKEEP_DEADLINE_MS));
  }

  override async list({ order, limit, ...search }: AuditSearch): Promise<AuditEntry[]> {
    const found = this.database.audit
      .find(filterOf(search, order))
      .sort({ _id: order === 'newest first' ? -1 : 1 })
      .limit(limit)
      .toArray();
    return (await translateDriverError(found)).map(({ _id: id, ...entry }) => ({ id, ...entry }));
  }

  override async count(): Promise<number> {
    return translateDriverError(this.database.audit.countDocuments());
  }

  override async purge(before: number): Promise<void> {
    await translateDriverError(this.database.audit.deleteMany({ _id: { $lt: firstAuditIdAt(before) } }));
  }
}

const filterOf = (
  { actor, act, from, to, after }: Omit<AuditSearch, 'order' | 'limit'>,
  order: AuditSearch['order'],
): mongo.Filter<AuditDocument> => {
  const conditions: mongo.Filter<AuditDocument>[] = [];
  if (actor !== undefined) conditions.push({ actor });
  if (act !== undefined) conditions.push({ act });
  if (from !== undefined) conditions.push({ _id: { $gte: firstAuditIdAt(from) } });
  if (to !== undefined) conditions.push({ _id: { $lt: firstAuditIdAt(to) } });
  if (after !== undefined) {
    conditions.push(order === 'newest first' ? { _id: { $lt: after } } : { _id: { $gt: after } });
  }
  return conditions.length === 0 ? {} : { $and: conditions };
};
