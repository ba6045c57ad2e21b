import { isGroupName, isLegalString } from '@dwell/shared';
import { type Pick, pickOf, valueOf } from './picked-people.js';
import type { Scope } from './scope.js';
import { readOneOf } from './search-params.js';

/** Everybody but the people of the filters. */
export const OTHERS = 'others';

/** Whose figures stand beside those of the page's filters: of a group, of a person, or of all others. */
export type Beside = Pick | typeof OTHERS;

/** The search parameters of a comparison of people, as they are in the URL. */
export interface BesideSearch {
  /** `group:sales`, `person:anna` or `others`. */
  beside?: string | undefined;
  /** `user`: times are divided by the number of users, so that groups of different sizes can be compared. */
  per?: 'user' | undefined;
}

export const BESIDE_NAMES = ['beside', 'per'] as const satisfies (keyof BesideSearch)[];

export const readBesideSearch = (search: Record<string, unknown>): BesideSearch => ({
  beside: readBeside(search['beside']),
  per: readOneOf(['user'], search['per']),
});

const readBeside = (value: unknown): string | undefined => {
  const text: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof text !== 'string') return undefined;
  const pick = pickOf(text);
  // A name of the greatest length is legal, although it is longer with its kind before it.
  const isName = pick.kind === 'group' ? isGroupName(pick.name) : isLegalString(pick.name);
  return text === OTHERS || (isName && valueOf(pick) === text) ? text : undefined;
};

/**
 * Returns who stands beside the people of the scope. Returns undefined for the others of everybody: they are nobody.
 */
export const besideOf = ({ beside }: BesideSearch, { usernames, groups }: Scope): Beside | undefined => {
  if (beside !== OTHERS) return beside === undefined ? undefined : pickOf(beside);
  return usernames.length + groups.length > 0 ? OTHERS : undefined;
};

/** Returns the scope of the figures beside those of `scope`: the same window and view, and the same people left out. */
export const besideScope = (scope: Scope, beside: Beside): Scope => {
  const { usernames, groups, notUsernames, notGroups } = scope;
  if (beside === OTHERS) {
    return {
      ...scope,
      usernames: [],
      groups: [],
      notUsernames: [...new Set([...notUsernames, ...usernames])],
      notGroups: [...new Set([...notGroups, ...groups])],
    };
  }
  return beside.kind === 'group'
    ? { ...scope, usernames: [], groups: [beside.name] }
    : { ...scope, usernames: [beside.name], groups: [] };
};
