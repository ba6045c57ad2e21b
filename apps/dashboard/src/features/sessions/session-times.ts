import {
  NO_TAB_KEY,
  type Path,
  type StretchAnswer,
  type StretchState,
  type TabDuration,
} from '@dwell/shared';
import { sumSeconds } from '../../shared/charts/series.js';
import { type Look, OTHER_COLOR, viewColor, viewLooks } from '../../shared/charts/view-colors.js';

interface TabTime {
  /** null: time on the view without a tab. */
  tab: string | null;
  seconds: number;
}

export interface ViewTime {
  view: string;
  seconds: number;
  /** Empty when the session has no tab of this view. */
  tabs: TabTime[];
}

/** Returns a session's time by view and tab, longest first. */
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

/** Returns a function that gives each view of a session its look. */
export const sessionLooks = (views: readonly ViewTime[]): ((view: string | undefined) => Look) => {
  const names = views.map(({ view }) => view);
  const looks = new Map(viewLooks(names).map((look, index) => [names[index], look]));
  return (view) => looks.get(view) ?? { color: view === undefined ? OTHER_COLOR : viewColor(view) };
};

/**
 * The colours of the stretches without a visible view: `hidden`, and `gap`, in which nothing is known of the session.
 */
export const STATE_COLORS = { hidden: 'var(--hidden-time)', gap: 'var(--gap-time)' } as const;

/** Returns how long a session was in each state, in seconds. */
export const timeByState = (trail: readonly StretchAnswer[]): Record<StretchState, number> => {
  const secondsIn = (state: StretchState): number =>
    sumSeconds(trail.filter((stretch) => stretch.state === state).map(({ from, to }) => to - from));
  return { visible: secondsIn('visible'), hidden: secondsIn('hidden'), gap: secondsIn('gap') };
};

/** Returns the stretch that contains an instant. The end of a stretch belongs to the next one. */
export const stretchAt = (trail: readonly StretchAnswer[], instant: number): StretchAnswer | undefined =>
  trail.find(({ from, to }) => from <= instant && instant < to);

/** Returns whether a view is highlighted, and a stretch is visible on another one. */
export const isOther = (path: Path | undefined, highlighted: string | undefined): boolean =>
  path !== undefined && highlighted !== undefined && path[0] !== highlighted;
