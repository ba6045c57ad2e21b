import type { TabDuration } from './history.js';
import { NO_TAB_KEY } from './limits.js';
import type { Path } from './path.js';
import { toSeconds } from './units.js';

/** Visible time on one path of a session, in milliseconds. */
export interface PathTotal {
  readonly path: Path;
  readonly ms: number;
}

/** An object whose keys may be any string, `__proto__` too. */
const dictionary = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;

/**
 * The wire's `tab_duration`: view → seconds, or view → tab → seconds. A view that was seen both with
 * and without tabs keeps an object; its own time stands under {@link NO_TAB_KEY}.
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
