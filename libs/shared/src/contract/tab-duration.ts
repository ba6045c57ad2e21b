import type { TabDuration } from './history.js';
import { NO_TAB_KEY, type Path, toSeconds } from './values.js';

/** Visible time on one path of a session, in milliseconds. */
export interface PathTotal {
  readonly path: Path;
  readonly ms: number;
}

/** Returns the time on all paths of a view, in milliseconds. */
export const viewMs = (totals: Iterable<PathTotal>, view: string): number => {
  let sum = 0;
  for (const { path, ms } of totals) if (path[0] === view) sum += ms;
  return sum;
};

/** Creates an object without prototype: its keys may be any string, even `__proto__`. */
const dictionary = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;

/**
 * Returns the wire's `tab_duration`: view → seconds, or view → tab → seconds. A view with time both with and
 * without tabs becomes an object, in which {@link NO_TAB_KEY} holds the time without a tab.
 */
export const toTabDuration = (totals: Iterable<PathTotal>): TabDuration => {
  const perView = new Map<string, Map<string | undefined, number>>();
  for (const { path, ms } of totals) {
    const [view, tab] = path;
    const tabs = perView.get(view) ?? new Map<string | undefined, number>();
    tabs.set(tab, (tabs.get(tab) ?? 0) + ms);
    perView.set(view, tabs);
  }
  const durations: TabDuration = dictionary();
  for (const [view, tabs] of perView) {
    const ownMs = tabs.get(undefined);
    if (ownMs !== undefined && tabs.size === 1) {
      durations[view] = toSeconds(ownMs);
      continue;
    }
    const perTab = dictionary<number>();
    for (const [tab, ms] of tabs) if (tab !== undefined) perTab[tab] = toSeconds(ms);
    if (ownMs !== undefined) perTab[NO_TAB_KEY] = toSeconds(ownMs + (tabs.get(NO_TAB_KEY) ?? 0));
    durations[view] = perTab;
  }
  return durations;
};
