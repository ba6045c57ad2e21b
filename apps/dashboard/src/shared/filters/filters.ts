import {
  type Comparison,
  COMPARISONS,
  EPOCH_SECONDS_END,
  isGroupName,
  isTimeZone,
  MAX_BUCKETS,
  MAX_GROUPS_PER_QUERY,
  MAX_USERNAMES_PER_QUERY,
} from '@dwell/shared';
import { readNumber, readOneOf, readText, readTexts } from './search-params.js';

export const RANGES = ['today', 'yesterday', '7d', '30d', 'month'] as const;
export type Range = (typeof RANGES)[number];

/** The filters that every page shares, as they are in the URL. A filter that is missing has its default. */
export interface Filters {
  /** A preset window. Never together with `from` and `to`. */
  range?: Range | undefined;
  /** A custom window, in epoch seconds. */
  from?: number | undefined;
  to?: number | undefined;
  /** IANA time zone. Default: the browser's. */
  tz?: string | undefined;
  /** What the window is compared with. Default: what suits the window. */
  compare?: Comparison | undefined;
  /** Only these users and the people in `groups`. */
  usernames?: string[] | undefined;
  /** Only the people in these groups and `usernames`. */
  groups?: string[] | undefined;
  /** Not these users. */
  not_usernames?: string[] | undefined;
  /** Not the people in these groups. */
  not_groups?: string[] | undefined;
  view?: string | undefined;
}

export const FILTER_NAMES = [
  'range',
  'from',
  'to',
  'tz',
  'compare',
  'usernames',
  'groups',
  'not_usernames',
  'not_groups',
  'view',
] as const satisfies (keyof Filters)[];

/** The filters that choose a window, its time zone and its comparison. A page about this moment does not show them. */
export const WINDOW_FILTER_NAMES: readonly (keyof Filters)[] = ['range', 'from', 'to', 'tz', 'compare'];

/**
 * Reads the filters from a URL's parameters. Ignores values that make no sense, so that an old link still opens.
 * The result has a key for each missing filter too: the router keeps the old value of a parameter without a key.
 */
export const readFilters = (search: Record<string, unknown>): Filters => {
  const from = readEpoch(search['from']);
  const to = readEpoch(search['to']);
  const custom = from !== undefined && to !== undefined && isWindow(from, to);
  const tz = readText(search['tz']);
  return {
    range: custom ? undefined : readOneOf(RANGES, search['range']),
    from: custom ? from : undefined,
    to: custom ? to : undefined,
    tz: isTimeZone(tz) ? tz : undefined,
    compare: readOneOf(COMPARISONS, search['compare']),
    usernames: readUsernames(search['usernames']),
    groups: readGroups(search['groups']),
    not_usernames: readUsernames(search['not_usernames']),
    not_groups: readGroups(search['not_groups']),
    view: readText(search['view']),
  };
};

/** Returns the list, or undefined if it is empty: a URL has no empty lists. */
export const listInUrl = (names: readonly string[]): string[] | undefined =>
  names.length > 0 ? [...names] : undefined;

const readUsernames = (value: unknown): string[] | undefined =>
  listInUrl(readTexts(value).slice(0, MAX_USERNAMES_PER_QUERY));

const readGroups = (value: unknown): string[] | undefined =>
  listInUrl(readTexts(value).filter(isGroupName).slice(0, MAX_GROUPS_PER_QUERY));

/** Returns the change of the filters that selects this user alone. */
export const onlyUser = (username: string): Filters => ({ usernames: [username], groups: undefined });

/** Returns the groups that the filters name, each once. */
export const groupsIn = ({ groups = [], not_groups = [] }: Filters): string[] => [
  ...new Set([...groups, ...not_groups]),
];

/** Returns the filters without the groups that do not exist. */
export const withoutGroups = (filters: Filters, missing: readonly string[]): Filters => {
  const existing = (names: string[] | undefined): string[] | undefined =>
    listInUrl((names ?? []).filter((name) => !missing.includes(name)));
  return { ...filters, groups: existing(filters.groups), not_groups: existing(filters.not_groups) };
};

/** Returns whether the filters select people only by groups that do not exist, and so select nobody. */
export const selectsNobody = ({ usernames, groups }: Filters, missing: readonly string[]): boolean =>
  usernames === undefined && groups !== undefined && groups.every((name) => missing.includes(name));

const readEpoch = (value: unknown): number | undefined => {
  const seconds = readNumber(value);
  return seconds !== undefined && seconds >= 0 && seconds < EPOCH_SECONDS_END ? seconds : undefined;
};

/** The shortest month, in seconds. */
const SHORTEST_MONTH = 28 * 24 * 3_600;

/** The longest window, in seconds. The API accepts every window of this length if the buckets are months. */
const LONGEST_WINDOW = (MAX_BUCKETS - 2) * SHORTEST_MONTH;

/** Returns whether `from` and `to`, in epoch seconds, make a window of at most {@link LONGEST_WINDOW}. */
export const isWindow = (from: number, to: number): boolean =>
  from >= 0 && from < to && to < EPOCH_SECONDS_END && to - from <= LONGEST_WINDOW;
