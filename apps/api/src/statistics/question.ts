import { type ActiveWindow, activeWindowAt, type StatisticsQuery, type StatisticsScope } from '@dwell/shared';
import type { StatisticsFilter } from '../store/ports/session-store.js';
import { type Scope, scopeOf } from './windows.js';
import { toTimeWindow } from './figures.js';

/** What a statistic is asked: the parameters that all statistics share, with their defaults. Times in epoch milliseconds. */
export interface Question extends Scope {
  readonly filter: StatisticsFilter;
  readonly now: number;
  readonly activeWindow: ActiveWindow;
}

/** @throws InvalidFields if the window is empty or ends before it begins */
export const questionOf = (
  query: StatisticsQuery,
  { now, aliveMs }: { readonly now: number; readonly aliveMs: number },
): Question => ({
  ...scopeOf(query, now),
  filter: filterOf(query),
  now,
  activeWindow: activeWindowAt(now, aliveMs),
});

/** If users are both named and excluded, those remain that are only named. */
const filterOf = ({ usernames, not_usernames: excluded, view }: StatisticsQuery): StatisticsFilter => {
  if (!excluded) return { usernames, view };
  if (!usernames) return { notUsernames: excluded, view };
  const left = new Set(excluded);
  return { usernames: usernames.filter((username) => !left.has(username)), view };
};

export const toScopeAnswer = ({ window, previous, tz }: Scope): StatisticsScope => ({
  window: toTimeWindow(window),
  previous_window: previous && toTimeWindow(previous),
  tz,
});
