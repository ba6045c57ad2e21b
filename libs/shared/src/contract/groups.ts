import { isLegalString, LEGAL_STRING_RULE } from './values.js';

/** The most groups. A token that names a further one does not create it. */
export const MAX_GROUPS = 1_000;

/** The most members that admins may put into one group. The people whom tokens put into it are not counted. */
export const MAX_GROUP_MEMBERS = 10_000;

/** Whether `value` may be the name of a group: a legal string, but none that a URL can't end with. */
export const isGroupName = (value: unknown): value is string =>
  isLegalString(value) && value !== '.' && value !== '..';

/** The rule of {@link isGroupName} in words, for error messages. */
export const GROUP_NAME_RULE = `${LEGAL_STRING_RULE}, and not "." or ".."`;

/** Who put a member into a group: an admin, or the claim of the member's token. */
export const MEMBERSHIP_SOURCES = ['admin', 'token'] as const;
export type MembershipSource = (typeof MEMBERSHIP_SOURCES)[number];
