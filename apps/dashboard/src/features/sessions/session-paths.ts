import { NO_TAB_KEY, type TabDuration } from '@dwell/shared';
import { sumSeconds } from '../../shared/charts/series.js';

export interface TabTime {
  /** null: without a tab. */
  tab: string | null;
  seconds: number;
}

export interface ViewTime {
  view: string;
  seconds: number;
  /** Empty where the view was never seen with a tab. */
  tabs: TabTime[];
}

/** A session's time by view and tab, the longest first. */
export const viewTimes = (durations: TabDuration): ViewTime[] =>
  Object.entries(durations)
    .map(([view, time]) => {
      if (typeof time === 'number') return { view, seconds: time, tabs: [] };
      const tabs = Object.entries(time)
        .map(([tab, seconds]) => ({ tab: tab === NO_TAB_KEY ? null : tab, seconds }))
        .sort((a, b) => b.seconds - a.seconds);
      return { view, seconds: sumSeconds(tabs.map(({ seconds }) => seconds)), tabs };
    })
    .sort((a, b) => b.seconds - a.seconds);
