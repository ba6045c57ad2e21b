import { ROLES, roleIncludes, type Role } from '@dwell/shared';

/**
 * The role that a claim gives if it names none of our roles: the least one, because we can't know which rights another
 * system means, for example by "root".
 */
const LEAST: Role = 'reporter';

/**
 * Returns the role that a token's claim names; if the claim is a list, the highest role in it. A role that is not one
 * of ours counts as the least.
 * @param byDefault the role of a token without the claim
 */
export const roleOfClaim = (claim: unknown, byDefault: Role): Role => {
  if (claim === undefined || claim === null) return byDefault;
  const named: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return ROLES.filter((role) => named.includes(role)).reduce(
    (highest, role) => (roleIncludes(role, highest) ? role : highest),
    LEAST,
  );
};
