import { isGroupName } from '@dwell/shared';
import type { JWTPayload } from 'jose';
import { compareCodePoints } from '../../store/model/code-point-order.js';

/**
 * The most groups that one token can give. If a token names more, the first ones by name count, so that the order in
 * the token does not matter.
 */
export const MAX_TOKEN_GROUPS = 100;

/**
 * Returns the groups that a token's claim names. A claim that is a text names one group; in a claim that is a list,
 * each legal name is a group. The groups are sorted by code points, without repeats. No claim means no groups, because
 * issuers leave out empty lists. Returns undefined if the token says that the claim is somewhere else, as issuers do
 * with long lists (https://openid.net/specs/openid-connect-core-1_0.html#AggregatedDistributedClaims): then the groups
 * are unknown.
 */
export const groupsOfClaim = (claims: JWTPayload, name: string): string[] | undefined => {
  const claim = claims[name];
  if (claim === undefined || claim === null) return isElsewhere(claims, name) ? undefined : [];
  const named: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return [...new Set(named.filter(isGroupName))].sort(compareCodePoints).slice(0, MAX_TOKEN_GROUPS);
};

const isElsewhere = ({ _claim_names: elsewhere }: JWTPayload, name: string): boolean =>
  typeof elsewhere === 'object' && elsewhere !== null && Object.hasOwn(elsewhere, name);
