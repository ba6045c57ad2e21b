import {
  type Comparison,
  type PeopleSelection,
  SLOT_SECONDS,
  type StatisticsQuery,
  type TimeWindow,
} from '@dwell/shared';
import { browserTimeZone, startOfDay, startOfMonth } from '../time/zone.js';
import type { Filters, Range } from './filters.js';

export const DEFAULT_RANGE: Range = '7d';

/** How often to ask again for figures that still change, in milliseconds. */
export const LIVE_REFETCH_MS = 60_000;

/**
 * How often to ask again for what the page shows as of right now: the active sessions, and how many new sessions there
 * are. In milliseconds.
 */
export const ACTIVE_REFETCH_MS = 15_000;

/** How often to ask for the first figures of a window that has none yet, in milliseconds. */
const FIRST_REFETCH_MS = 5_000;

/** The filters with their defaults filled in: what a page asks the API for. */
export interface Scope {
  readonly window: TimeWindow;
  readonly tz: string;
  readonly compare: Comparison;
  /** Only these users and the people in `groups`. If both lists are empty, everybody. */
  readonly usernames: readonly string[];
  readonly groups: readonly string[];
  /** Not these users, and not the people in `notGroups`, even if the other lists have them. */
  readonly notUsernames: readonly string[];
  readonly notGroups: readonly string[];
  readonly view: string | undefined;
  /** Whether the window includes now, so that its figures still change. */
  readonly running: boolean;
  /** Whether the window is a preset that ends with the current slot, so that its end moves with the clock. */
  readonly endsNow: boolean;
}

/** The people of a scope that selects everybody and leaves out nobody. */
export const EVERYBODY = {
  usernames: [],
  groups: [],
  notUsernames: [],
  notGroups: [],
} as const satisfies Partial<Scope>;

/** Fills in the defaults of the filters. `now` is in epoch seconds. */
export const resolveScope = (filters: Filters, now: number): Scope => {
  const tz = filters.tz ?? browserTimeZone();
  const window =
    filters.from !== undefined && filters.to !== undefined
      ? { from: filters.from, to: filters.to }
      : windowOf(filters.range ?? DEFAULT_RANGE, tz, now);
  const running = window.from <= now && now < window.to;
  return {
    window,
    tz,
    compare: filters.compare ?? defaultComparison(filters),
    usernames: filters.usernames ?? [],
    groups: filters.groups ?? [],
    notUsernames: filters.not_usernames ?? [],
    notGroups: filters.not_groups ?? [],
    view: filters.view,
    running,
    endsNow: running && filters.from === undefined,
  };
};

/**
 * Returns the comparison that suits a window: a day with the same weekday a week earlier, because a Saturday is not
 * like a Friday; a month with the month before; every other window with the time directly before.
 */
export const defaultComparison = ({ range, from }: Filters): Comparison => {
  if (from !== undefined) return 'previous';
  switch (range ?? DEFAULT_RANGE) {
    case 'today':
    case 'yesterday':
      return 'weekdays';
    case 'month':
      return 'month';
    case '7d':
    case '30d':
      return 'previous';
  }
};

/**
 * Returns the window of a preset. The window begins at a midnight in `tz` and ends with the slot that `now` is in, so
 * that it stays the same for a quarter of an hour. Yesterday ends at midnight.
 */
export const windowOf = (range: Range, tz: string, now: number): TimeWindow => {
  const bucketEnd = (Math.floor(now / SLOT_SECONDS) + 1) * SLOT_SECONDS;
  switch (range) {
    case 'today':
      return { from: startOfDay(now, tz), to: bucketEnd };
    case 'yesterday':
      return { from: startOfDay(now, tz, -1), to: startOfDay(now, tz) };
    case '7d':
      return { from: startOfDay(now, tz, -6), to: bucketEnd };
    case '30d':
      return { from: startOfDay(now, tz, -29), to: bucketEnd };
    case 'month':
      return { from: startOfMonth(now, tz), to: bucketEnd };
  }
};

/** In seconds. A window that includes now and is longer than this is assumed to contain all active sessions. */
const ACTIVE_SESSIONS_SECONDS = 24 * 3_600;

/** Returns whether the window includes now and is long enough to be assumed to contain all active sessions. */
export const includesNow = ({ window, running }: Scope): boolean =>
  running && window.to - window.from > ACTIVE_SESSIONS_SECONDS;

/** Returns the user whom the figures are about; undefined if they are not about one user alone. */
export const soleUser = ({ usernames, groups }: Scope): string | undefined =>
  usernames.length === 1 && groups.length === 0 ? usernames[0] : undefined;

/** Returns the query parameters that select the people of the scope, in statistics, lists and the live stream. */
export const peopleQuery = ({ usernames, groups, notUsernames, notGroups }: Scope): PeopleSelection => ({
  usernames: [...usernames],
  groups: [...groups],
  not_usernames: [...notUsernames],
  not_groups: [...notGroups],
});

/** Returns the query parameters that every route under `/statistics` takes. */
export const statisticsQuery = (scope: Scope): StatisticsQuery => ({
  from: scope.window.from,
  to: scope.window.to,
  tz: scope.tz,
  compare: scope.compare,
  ...peopleQuery(scope),
  view: scope.view,
});

/**
 * Returns the end of the scope's window for the keys of cached answers, in epoch seconds. An end that moves with the
 * clock is always 'now'. So the key stays the same, and the last answer stays on the page until a later one arrives.
 */
export const endInKey = ({ window, endsNow }: Scope): number | 'now' => (endsNow ? 'now' : window.to);

/** Returns what identifies the scope in the keys of cached statistics. */
export const statisticsKey = (scope: Scope) => ({ ...statisticsQuery(scope), to: endInKey(scope) });

/**
 * Returns how often to ask again for figures of `scope`, in milliseconds. Returns false, which means never, unless the
 * scope's window includes now. While there are no figures yet, the time is shorter.
 * @param liveMs how often to ask once there are figures, in milliseconds
 */
export const refetchIntervalOf = (
  { running }: Scope,
  isEmpty: boolean,
  liveMs = LIVE_REFETCH_MS,
): number | false => {
  if (!running) return false;
  return isEmpty ? FIRST_REFETCH_MS : liveMs;
};
