import type { StretchAnswer, StretchState } from '@dwell/shared';
import { sumSeconds } from '../../shared/charts/series.js';
import { OTHER_COLOR, seriesColor } from '../../shared/charts/series-color.js';
import type { ViewTime } from './session-paths.js';

/** The time a session spent in each state, in seconds. */
export const timeByState = (trail: readonly StretchAnswer[]): Record<StretchState, number> => {
  const of = (state: StretchState): number =>
    sumSeconds(trail.filter((stretch) => stretch.state === state).map(({ from, to }) => to - from));
  return { visible: of('visible'), hidden: of('hidden'), gap: of('gap') };
};

/** A colour for each view of a session, by its rank. */
export const viewColors = (views: readonly ViewTime[]): ((view: string | undefined) => string) => {
  const colors = new Map(views.map(({ view }, rank) => [view, seriesColor(rank)]));
  return (view) => (view === undefined ? undefined : colors.get(view)) ?? OTHER_COLOR;
};

/** The colours of what is not visible. */
export const STATE_COLORS = { hidden: 'var(--hidden-time)', gap: 'var(--gap-time)' } as const;

/** The stretch that an instant falls into. */
export const stretchAt = (trail: readonly StretchAnswer[], instant: number): StretchAnswer | undefined =>
  trail.find(({ from, to }) => from <= instant && instant < to);
