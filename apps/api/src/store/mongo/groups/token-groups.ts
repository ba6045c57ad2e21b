import { isDeepStrictEqual } from 'node:util';
import { MAX_GROUPS } from '@dwell/shared';
import type { mongo } from 'mongoose';
import type { PageQuery, TokenGroups } from '../../ports/group-store.js';
import { bulkWriteMissing, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import type { TokenGroupsDocument } from '../schema/groups.js';

/** The part of MongoGroupStore for the members whose tokens name a group. */
export class MongoTokenGroups {
  /** @param insertMissing creates groups by name, and leaves alone those that exist */
  constructor(
    private readonly database: MongoDatabase,
    private readonly insertMissing: (names: readonly string[], now: number) => Promise<void>,
  ) {}

  /** Returns how many people's tokens name each group; leaves out groups that no token names. */
  async count(names: readonly string[]): Promise<Map<string, number>> {
    if (names.length === 0) return new Map();
    const counts = await translateDriverError(
      this.database.tokenGroups
        .aggregate<{ _id: string; count: number }>([
          { $match: { groups: { $in: [...names] } } },
          { $unwind: '$groups' },
          { $match: { groups: { $in: [...names] } } },
          { $group: { _id: '$groups', count: { $sum: 1 } } },
        ])
        .toArray(),
    );
    return new Map(counts.map(({ _id, count }) => [_id, count]));
  }

  /** Returns how many of these people's tokens name the group. */
  countOf(group: string, usernames: readonly string[]): Promise<number> {
    return translateDriverError(
      this.database.tokenGroups.countDocuments({ groups: group, _id: { $in: [...usernames] } }),
    );
  }

  /**
   * Returns one page of the people whose tokens name at least one of the groups, each once, in the order of their
   * usernames.
   */
  async usernames(groups: readonly string[], { after = '', limit }: PageQuery): Promise<string[]> {
    if (groups.length === 0) return [];
    const people = await translateDriverError(
      this.database.tokenGroups
        .find({ groups: { $in: [...groups] }, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .project<{ _id: string }>({ _id: 1 })
        .toArray(),
    );
    return people.map(({ _id }) => _id);
  }

  async record(tokens: readonly TokenGroups[], now: number): Promise<void> {
    const known = await this.namesOfGroups();
    const missing = [...new Set(tokens.flatMap(({ groups }) => groups))].filter((name) => !known.has(name));
    const created = missing.slice(0, Math.max(0, MAX_GROUPS - known.size));
    await this.insertMissing(created, now);
    for (const name of created) known.add(name);
    const stored = await this.storedOf(tokens);
    const writes = tokens.flatMap(({ groups, ...token }) => {
      const before = stored.get(token.username);
      const named = groups.filter((name) => known.has(name));
      if (before && before.issued_at > token.issuedAt) return [];
      const isRecorded = before?.issued_at === token.issuedAt && isDeepStrictEqual(before.groups, named);
      return isRecorded ? [] : [writeOf({ ...token, groups: named })];
    });
    if (writes.length === 0) return;
    // A duplicate key means that another process has recorded a newer token meanwhile.
    await bulkWriteMissing(this.database.tokenGroups, writes, UPKEEP_DEADLINE_MS);
  }

  async forget(group: string): Promise<void> {
    await translateDriverError(
      this.database.tokenGroups.updateMany({ groups: group }, { $pull: { groups: group } }),
    );
  }

  async read({ after = '', limit }: PageQuery): Promise<TokenGroups[]> {
    const people = this.database.tokenGroups
      .find({ _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    const known = await this.namesOfGroups();
    return (await translateDriverError(people)).map(({ _id, groups, issued_at }) => ({
      username: _id,
      // Leaves out groups that do not exist: a process that died while it removed a group may have left the group's
      // name here.
      groups: groups.filter((name) => known.has(name)),
      issuedAt: issued_at,
    }));
  }

  async put({ username, groups, issuedAt }: TokenGroups): Promise<void> {
    const fields = { groups: [...groups], issued_at: issuedAt };
    await translateDriverError(
      this.database.tokenGroups.replaceOne({ _id: username }, fields, { upsert: true }),
    );
  }

  private async namesOfGroups(): Promise<Set<string>> {
    const groups = await translateDriverError(
      this.database.groups.find().project<{ name: string }>({ name: 1 }).toArray(),
    );
    return new Set(groups.map(({ name }) => name));
  }

  private async storedOf(tokens: readonly TokenGroups[]): Promise<Map<string, TokenGroupsDocument>> {
    const usernames = tokens.map(({ username }) => username);
    const people = await translateDriverError(
      this.database.tokenGroups.find({ _id: { $in: usernames } }).toArray(),
    );
    return new Map(people.map((person) => [person._id, person]));
  }
}

/**
 * Returns a write that has an effect only if no newer token is recorded. If a newer one is, the write tries an
 * insertion, which fails because its key is taken.
 */
const writeOf = ({
  username,
  groups,
  issuedAt,
}: TokenGroups): mongo.AnyBulkWriteOperation<TokenGroupsDocument> => ({
  updateOne: {
    filter: { _id: username, issued_at: { $lte: issuedAt } },
    update: { $set: { groups: [...groups], issued_at: issuedAt } },
    upsert: true,
  },
});
