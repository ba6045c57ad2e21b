import { randomUUID } from 'node:crypto';
import { MAX_GROUP_MEMBERS, MAX_GROUPS } from '@dwell/shared';
import { compareCodePoints } from '../../model/code-point-order.js';
import {
  type Group,
  type GroupMember,
  type GroupsImport,
  GroupStore,
  type ImportOutcome,
  type ListedGroup,
  type MembersChange,
  type MembersOutcome,
  type PageQuery,
  type TokenGroups,
} from '../../ports/group-store.js';
import { bulkWriteMissing, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import type { MongoDatabase } from '../connection/database.js';
import { isUnique, translateDriverError } from '../connection/errors.js';
import type { GroupDocument } from '../schema/groups.js';
import { changedMembers } from './changed-members.js';
import { MongoTokenGroups } from './token-groups.js';

/**
 * Stores groups without transactions. Each group has one document, with the members whom admins put into it. Each
 * person has one document too, with the groups that the person's token names. So each change is one write, or several
 * between which the process may die without harm.
 */
export class MongoGroupStore extends GroupStore {
  private readonly tokens: MongoTokenGroups;

  constructor(private readonly database: MongoDatabase) {
    super();
    this.tokens = new MongoTokenGroups(database, (names, now) => this.insertMissing(names, now));
  }

  override async listGroups({ after = '', limit }: PageQuery): Promise<ListedGroup[]> {
    const groups = await translateDriverError(
      this.database.groups
        .aggregate<{ name: string; created_at: number; size: number }>([
          { $match: { name: { $gt: after } } },
          { $sort: { name: 1 } },
          { $limit: limit },
          { $project: { name: 1, created_at: 1, size: { $size: '$usernames' } } },
        ])
        .toArray(),
    );
    const fromTokens = await this.tokens.count(groups.map(({ name }) => name));
    const listed: ListedGroup[] = [];
    for (const { name, created_at, size } of groups) {
      const people = fromTokens.get(name) ?? 0;
      // A person whom both an admin and a token made a member counts only once.
      const both = size > 0 && people > 0 ? await this.tokens.countOf(name, await this.usernames(name)) : 0;
      listed.push({ name, createdAt: created_at, members: size + people - both });
    }
    return listed;
  }

  override async createGroup(
    name: string,
    createdAt: number,
  ): Promise<'done' | 'name-taken' | 'too-many-groups'> {
    const { groups } = this.database;
    if (await translateDriverError(groups.findOne({ name }, NAME_ONLY))) return 'name-taken';
    if ((await this.room()) < 1) return 'too-many-groups';
    const inserting = groups.insertOne(newGroup({ name, createdAt, usernames: [] }));
    return (await translateDriverError(isUnique(inserting))) ? 'done' : 'name-taken';
  }

  override async renameGroup(
    name: string,
    newName: string,
  ): Promise<'done' | 'no-group' | 'name-taken' | 'token-members'> {
    const { groups } = this.database;
    const found = await translateDriverError(
      groups.find({ name: { $in: [name, newName] } }, NAME_ONLY).toArray(),
    );
    if (!found.some((group) => group.name === name)) return 'no-group';
    if (newName === name) return 'done';
    if (found.length > 1) return 'name-taken';
    if ((await this.tokens.count([name])).size > 0) return 'token-members';
    const renaming = groups.updateOne({ name }, { $set: { name: newName } });
    return (await translateDriverError(isUnique(renaming))) ? 'done' : 'name-taken';
  }

  override async removeGroup(name: string): Promise<boolean> {
    const { deletedCount } = await translateDriverError(this.database.groups.deleteOne({ name }));
    // Does this even if there is no such group: an earlier removal may have died between these two steps.
    await this.tokens.forget(name);
    return deletedCount > 0;
  }

  override async listMembers(
    name: string,
    { after = '', limit }: PageQuery,
  ): Promise<GroupMember[] | undefined> {
    const group = await translateDriverError(this.database.groups.findOne({ name }));
    if (!group) return undefined;
    const byAdmin = group.usernames
      .filter((username) => compareCodePoints(username, after) > 0)
      .slice(0, limit);
    const byToken = await this.tokens.usernames([name], { after, limit });
    const members = new Map<string, GroupMember>(
      byAdmin.map((username) => [username, { username, sources: ['admin'] }]),
    );
    for (const username of byToken) {
      const isBoth = members.has(username);
      members.set(username, { username, sources: isBoth ? ['admin', 'token'] : ['token'] });
    }
    return Array.from(members.values())
      .toSorted((a, b) => compareCodePoints(a.username, b.username))
      .slice(0, limit);
  }

  override async changeMembers(name: string, change: MembersChange): Promise<MembersOutcome> {
    const { groups } = this.database;
    for (;;) {
      const group = await translateDriverError(groups.findOne({ name }));
      if (!group) return { outcome: 'no-group' };
      const { usernames, added, removed } = changedMembers(group.usernames, change);
      if (added + removed === 0) return { outcome: 'done', added, removed };
      if (added > 0 && usernames.length > MAX_GROUP_MEMBERS) return { outcome: 'too-many-members' };
      const { _id, revision } = group;
      const { matchedCount } = await translateDriverError(
        groups.updateOne({ _id, revision }, { $set: { usernames, revision: revision + 1 } }),
      );
      if (matchedCount > 0) return { outcome: 'done', added, removed };
      // Another change came in between. Tries this change again, on the new list of members.
    }
  }

  override async importGroups({ act, groups }: GroupsImport, createdAt: number): Promise<ImportOutcome> {
    const sizes = await this.sizes(groups.map(({ name }) => name));
    const missing = groups.filter(({ name }) => !sizes.has(name));
    if (missing.length > 0 && missing.length > (await this.room())) return { outcome: 'too-many-groups' };
    for (const { name, usernames } of groups) {
      const before = act === 'add' ? (sizes.get(name) ?? 0) : 0;
      if (before + usernames.length <= MAX_GROUP_MEMBERS) continue;
      const union = changedMembers(before > 0 ? await this.usernames(name) : [], { act, usernames });
      if (union.usernames.length > MAX_GROUP_MEMBERS) return { outcome: 'too-many-members', group: name };
    }
    const sum = { created: missing.length, added: 0, removed: 0 };
    await this.insertMissing(
      missing.map(({ name }) => name),
      createdAt,
    );
    for (const { name, usernames } of groups) {
      // A group that has no members and gets none needs no change. An import can have many such groups.
      if (usernames.length === 0 && !sizes.get(name)) continue;
      const done = await this.changeMembers(name, { act, usernames });
      if (done.outcome === 'too-many-members') return { outcome: done.outcome, group: name };
      // A group that was removed meanwhile stays removed.
      if (done.outcome !== 'done') continue;
      sum.added += done.added;
      sum.removed += done.removed;
    }
    return { outcome: 'done', ...sum };
  }

  override async usernamesOf(
    names: readonly string[],
    limit: number,
  ): Promise<{ usernames: string[]; unknown: string[] }> {
    if (names.length === 0) return { usernames: [], unknown: [] };
    const groups = await translateDriverError(
      this.database.groups
        .find({ name: { $in: [...names] } })
        .project<Pick<GroupDocument, 'name' | 'usernames'>>({ name: 1, usernames: 1 })
        .toArray(),
    );
    const known = new Set(groups.map(({ name }) => name));
    const people = new Set(groups.flatMap(({ usernames }) => usernames));
    for (const username of await this.tokens.usernames([...known], { limit })) people.add(username);
    return {
      usernames: [...people].sort(compareCodePoints).slice(0, limit),
      unknown: names.filter((name) => !known.has(name)),
    };
  }

  override recordTokenGroups(tokens: readonly TokenGroups[], now: number): Promise<void> {
    return this.tokens.record(tokens, now);
  }

  override async readGroups({ after = '', limit }: PageQuery): Promise<Group[]> {
    const groups = this.database.groups
      .find({ name: { $gt: after } })
      .sort({ name: 1 })
      .limit(limit)
      .toArray();
    return (await translateDriverError(groups)).map(({ name, created_at, usernames }) => ({
      name,
      createdAt: created_at,
      usernames,
    }));
  }

  override async putGroup(group: Group): Promise<void> {
    const { name, ...fields } = newGroup(group);
    const { _id, ...changed } = fields;
    await translateDriverError(
      this.database.groups.updateOne({ name }, { $set: changed, $setOnInsert: { _id } }, { upsert: true }),
    );
  }

  override readTokenGroups(page: PageQuery): Promise<TokenGroups[]> {
    return this.tokens.read(page);
  }

  override putTokenGroups(token: TokenGroups): Promise<void> {
    return this.tokens.put(token);
  }

  /** Returns how many groups may still be created. */
  private async room(): Promise<number> {
    return MAX_GROUPS - (await translateDriverError(this.database.groups.countDocuments()));
  }

  /** Creates groups without members. Leaves alone those that exist. */
  private async insertMissing(names: readonly string[], createdAt: number): Promise<void> {
    if (names.length === 0) return;
    const writes = names.map((name) => ({
      insertOne: { document: newGroup({ name, createdAt, usernames: [] }) },
    }));
    await bulkWriteMissing(this.database.groups, writes, UPKEEP_DEADLINE_MS, 'name');
  }

  /** Returns how many members admins put into each of these groups. Leaves out names of groups that do not exist. */
  private async sizes(names: readonly string[]): Promise<Map<string, number>> {
    const groups = await translateDriverError(
      this.database.groups
        .aggregate<{ name: string; size: number }>([
          { $match: { name: { $in: [...names] } } },
          { $project: { name: 1, size: { $size: '$usernames' } } },
        ])
        .toArray(),
    );
    return new Map(groups.map(({ name, size }) => [name, size]));
  }

  private async usernames(name: string): Promise<string[]> {
    const group = await translateDriverError(this.database.groups.findOne({ name }));
    return group?.usernames ?? [];
  }
}

const NAME_ONLY = { projection: { name: 1 } } as const;

const newGroup = ({ name, createdAt, usernames }: Group): GroupDocument => ({
  _id: randomUUID(),
  name,
  created_at: createdAt,
  usernames: [...usernames],
  revision: 0,
});
