import type { MembershipSource } from '@dwell/shared';

/**
 * A named set of users, with only those members whom admins put into it. Strings are in the order of code points,
 * without repeats.
 */
export interface Group {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** The members whom admins put into the group. */
  readonly usernames: readonly string[];
}

export interface ListedGroup extends Omit<Group, 'usernames'> {
  /** How many people are in the group, whoever put them there. */
  readonly members: number;
}

export interface GroupMember {
  readonly username: string;
  /** Who put the member there: one or both of MEMBERSHIP_SOURCES, in their order. */
  readonly sources: readonly MembershipSource[];
}

/** The groups that a person's token names. */
export interface TokenGroups {
  readonly username: string;
  /** In the order of code points, without repeats. */
  readonly groups: readonly string[];
  /** When the token was issued, in epoch milliseconds. */
  readonly issuedAt: number;
}

/** Selects a page of a list in the order of code points. */
export interface PageQuery {
  /** The last name, or the last id, of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** `set` puts `usernames` in place of all members whom admins put into the group. Members from tokens always stay. */
export interface MembersChange {
  readonly act: 'set' | 'add' | 'remove';
  readonly usernames: readonly string[];
}

export type MembersOutcome =
  | { readonly outcome: 'done'; readonly added: number; readonly removed: number }
  | { readonly outcome: 'no-group' | 'too-many-members' };

export interface GroupsImport {
  readonly act: 'set' | 'add';
  readonly groups: readonly Pick<Group, 'name' | 'usernames'>[];
}

export type ImportOutcome =
  | { readonly outcome: 'done'; readonly created: number; readonly added: number; readonly removed: number }
  | { readonly outcome: 'too-many-groups' }
  | { readonly outcome: 'too-many-members'; readonly group: string };

/**
 * Stores groups and their members. There are members whom admins put into a group, and members whose tokens name the
 * group. A change of one kind never changes the other kind. Every method rejects with a StoreUnavailableError if the
 * database can't be reached.
 */
export abstract class GroupStore {
  /** Lists groups by name. */
  abstract listGroups(page: PageQuery): Promise<ListedGroup[]>;
  /** Creates a group without members. On MongoDB, calls at the same instant may exceed MAX_GROUPS by a few. */
  abstract createGroup(name: string, createdAt: number): Promise<'done' | 'name-taken' | 'too-many-groups'>;
  /**
   * Renames a group. Refuses a group that tokens name (`token-members`), because the tokens would go on naming the old
   * name.
   */
  abstract renameGroup(
    name: string,
    newName: string,
  ): Promise<'done' | 'no-group' | 'name-taken' | 'token-members'>;
  /** Removes the group with all its members. Returns false if there is no such group. */
  abstract removeGroup(name: string): Promise<boolean>;

  /** Lists members by username. Returns undefined if there is no such group. */
  abstract listMembers(name: string, page: PageQuery): Promise<GroupMember[] | undefined>;
  /**
   * Changes the members whom admins put into the group, in one step. Refuses to add a member if the group would then
   * have more than MAX_GROUP_MEMBERS of them.
   */
  abstract changeMembers(name: string, change: MembersChange): Promise<MembersOutcome>;
  /**
   * Changes the members of several groups, and creates the groups that are missing. Changes nothing if it refuses; on
   * MongoDB, if another call fills a group meanwhile, the groups before that group may be changed. If the database goes
   * away meanwhile, some of the groups may be changed, and the import can be made again.
   */
  abstract importGroups(changes: GroupsImport, createdAt: number): Promise<ImportOutcome>;
  /**
   * Returns the usernames of the people who are in at least one of the groups, in code-point order, at most `limit`.
   * `unknown` has those of the `names` that no group has.
   */
  abstract usernamesOf(
    names: readonly string[],
    limit: number,
  ): Promise<{ readonly usernames: string[]; readonly unknown: string[] }>;

  /**
   * Makes each person a token member of exactly the groups that the person's token names. Members whom admins put into
   * a group stay. Ignores a token that was issued before the one that is stored for its person. Creates groups that are
   * missing, but ignores them once there are MAX_GROUPS.
   */
  abstract recordTokenGroups(tokens: readonly TokenGroups[], now: number): Promise<void>;

  /** Reads one page of the groups, in the order of their names, for a copy of a database. */
  abstract readGroups(page: PageQuery): Promise<Group[]>;
  /** Stores the group in place of one of the same name, for a copy of a database. */
  abstract putGroup(group: Group): Promise<void>;
  /**
   * Reads one page of the people whose tokens were recorded, in the order of their usernames, with the groups that
   * their tokens named, for a copy of a database. Leaves out groups that were removed.
   */
  abstract readTokenGroups(page: PageQuery): Promise<TokenGroups[]>;
  /**
   * Stores the groups that a person's token named, in place of those that are stored for the person, for a copy of a
   * database. The groups must exist.
   */
  abstract putTokenGroups(token: TokenGroups): Promise<void>;
}
