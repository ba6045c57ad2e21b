import { isGroupName, isLegalString } from '@dwell/shared';
import { type Pick, pickOf, valueOf } from './picked-people.js';
import type { Scope } from './scope.js';
import { readOneOf } from './search-params.js';

/** Everybody but the people of the filters. */
export const OTHERS = 'others';

/** The people who are compared with those of the page's filters: a group, a person, or all others. */
export type Beside = Pick | typeof OTHERS;

/** The search parameters of a comparison of people, as they are in the URL. */
export interface BesideSearch {
  /** `group:sales`, `person:anna` or `others`. */
  beside?: string | undefined;
  /** `user`: times are divided by the number of users, so that groups of different sizes can be compared. */
  per?: 'user' | undefined;
}

export const BESIDE_NAMES = ['beside', 'per'] as const satisfies (keyof BesideSearch)[];

/** Reads the comparison of people from a URL's parameters. A value that can't be used is undefined. */
export const readBesideSearch = (search: Record<string, unknown>): BesideSearch => ({
  beside: readBeside(search['beside']),
  per: readOneOf(['user'], search['per']),
});

const readBeside = (value: unknown): string | undefined => {
  const text: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof text !== 'string') return undefined;
  const pick = pickOf(text);
  // Checks the name without its kind: together, a name of the greatest legal length would be too long.
  const isName = pick.kind === 'group' ? isGroupName(pick.name) : isLegalString(pick.name);
  return text === OTHERS || (isName && valueOf(pick) === text) ? text : undefined;
};

/**
 * Returns the people who are compared with those of the scope; undefined if there is no comparison. If the scope
 * selects everybody, there are no others to compare with.
 */
export const besideOf = ({ beside }: BesideSearch, { usernames, groups }: Scope): Beside | undefined => {
  if (beside !== OTHERS) return beside === undefined ? undefined : pickOf(beside);
  return usernames.length + groups.length > 0 ? OTHERS : undefined;
};

/**
 * Returns the scope of the figures beside those of `scope`, with the same window, view and people left out. For
 * "others", the people whom `scope` selects are left out too.
 */
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
