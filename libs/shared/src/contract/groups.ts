import { isLegalString, LEGAL_STRING_RULE } from './values.js';

/** The most groups that can exist. While this many exist, a token that names a new group does not create it. */
export const MAX_GROUPS = 1_000;

/** The most members that admins may put into one group. The people whom tokens put into it are not counted. */
export const MAX_GROUP_MEMBERS = 10_000;

/**
 * Whether `value` may be the name of a group: a legal string, except `.` and `..`, because clients remove these from
 * the path of a URL.
 */
export const isGroupName = (value: unknown): value is string =>
  isLegalString(value) && value !== '.' && value !== '..';

/** The rule of {@link isGroupName} in words, for error messages. */
export const GROUP_NAME_RULE = `${LEGAL_STRING_RULE}, and not "." or ".."`;

/** Who put a member into a group: an admin, or the member's token, which names the groups. */
export const MEMBERSHIP_SOURCES = ['admin', 'token'] as const;
export type MembershipSource = (typeof MEMBERSHIP_SOURCES)[number];

/** The most people whom the groups in one parameter of a request, `groups` or `not_groups`, may have together. */
export const MAX_PEOPLE_OF_GROUPS = 20_000;

/** The largest body of a call that changes many members, in bytes: 1 MB. */
export const MAX_GROUPS_BODY_BYTES = 1024 * 1024;

/** The largest `limit` of GET /api/v2/groups, and of GET /api/v2/groups/{name}/members. */
export const MAX_GROUPS_PER_PAGE = 1_000;
/** The default `limit` of GET /api/v2/groups, and of GET /api/v2/groups/{name}/members. */
export const DEFAULT_GROUPS_PER_PAGE = 100;

/** The body of POST /api/v2/groups and of PATCH /api/v2/groups/{name}. */
export interface GroupNameBody {
  /** The name of the group. */
  name: string;
}

/** The body of the calls under /api/v2/groups/{name}/members that change several members. */
export interface GroupMembersBody {
  /** The members. A username that appears twice counts once. */
  usernames: string[];
}

/** The parameters of GET /api/v2/groups and of GET /api/v2/groups/{name}/members. */
export interface GroupsQuery {
  /** How many groups or members are on a page at most. */
  limit?: number;
  /** `next_cursor` of the previous page. */
  cursor?: string;
}

/** A named set of users. */
export interface GroupAnswer {
  /** The name of the group. */
  name: string;
  /** When the group was created, in epoch seconds. */
  created_at: number;
  /**
   * How many people are in the group, whoever put them there.
   * @asType integer
   */
  members: number;
}

/** GET /api/v2/groups, by name. */
export interface GroupsAnswer {
  /** Names the answer. */
  description: 'Groups';
  /** The groups of this page. */
  groups: GroupAnswer[];
  /** The `cursor` of the next page, if there are more groups. */
  next_cursor?: string;
}

/** A person in a group. */
export interface GroupMemberAnswer {
  /** The person. */
  username: string;
  /** Who put the person into the group: an admin, the person's token, or both. */
  sources: MembershipSource[];
}

/** GET /api/v2/groups/{name}/members, by username. */
export interface GroupMembersAnswer {
  /** Names the answer. */
  description: 'Group members';
  /** The members of this page. */
  members: GroupMemberAnswer[];
  /** The `cursor` of the next page, if there are more members. */
  next_cursor?: string;
}

/** What a change did to the members whom admins put into groups. */
export interface MembersChangedAnswer {
  /**
   * How many members were added. An import counts a person once for each group.
   * @asType integer
   */
  added: number;
  /**
   * How many members were removed.
   * @asType integer
   */
  removed: number;
}

/**
 * What an import does with the members whom admins have put into the groups of its file before. `add`: it keeps them.
 * `replace`: it removes those whom the file does not name. Members from tokens stay in any case.
 */
export const IMPORT_MODES = ['add', 'replace'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** The parameters of POST /api/v2/groups/import. */
export interface GroupsImportQuery {
  /** Default: add. */
  mode?: ImportMode;
}

/** The parameters of GET /api/v2/groups/export. */
export interface GroupsExportQuery {
  /** Only the members whom an admin put into the groups, or only those whom a token put there. Default: all. */
  source?: MembershipSource;
  /** Whether the file begins with a byte order mark. */
  bom?: boolean;
}

/** POST /api/v2/groups/import. What the import did. */
export interface GroupsImportedAnswer extends MembersChangedAnswer {
  /**
   * How many groups were created.
   * @asType integer
   */
  created: number;
}
