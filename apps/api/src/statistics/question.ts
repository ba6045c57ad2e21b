import { type ActiveWindow, activeWindowAt, type StatisticsQuery, type StatisticsScope } from '@dwell/shared';
import type { StatisticsFilter } from '../store/ports/session-store.js';
import { type Scope, scopeOf } from './windows.js';
import { toTimeWindow } from './figures.js';

/** The parameters that all statistics share, with defaults filled in. Times in epoch milliseconds. */
export interface Question extends Scope {
  readonly filter: StatisticsFilter;
  readonly now: number;
  readonly activeWindow: ActiveWindow;
}

/**
 * Returns a query's parameters with the defaults filled in. `now` is when the query arrived, in epoch milliseconds.
 * @throws InvalidFields if the window is empty or ends before it begins
 */
export const questionOf = (
  query: StatisticsQuery,
  people: Omit<StatisticsFilter, 'view'>,
  { now, aliveMs }: { readonly now: number; readonly aliveMs: number },
): Question => ({
  ...scopeOf(query, now),
  filter: { ...people, view: query.view },
  now,
  activeWindow: activeWindowAt(now, aliveMs),
});

export const toScopeAnswer = ({ window, previous, tz }: Scope): StatisticsScope => ({
  window: toTimeWindow(window),
  previous_window: previous && toTimeWindow(previous),
  tz,
});
