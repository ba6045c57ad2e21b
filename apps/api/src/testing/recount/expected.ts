import type { Answers, Expected, Query, Statistic, Windows } from './answers.js';
import { expectedConcurrency, expectedHeatmap, expectedTimeline } from './expected-calendar.js';
import {
  expectedDistribution,
  expectedSummary,
  expectedUnused,
  expectedUsers,
  expectedViews,
} from './expected-totals.js';
import type { Recount } from './recount.js';

type Expect<S extends Statistic> = (
  recount: Recount,
  windows: Windows,
  query: Query,
  actual: Answers[S],
) => Expected<S>;

/**
 * The functions that compute the answer of each statistic from a recount. Where the documentation allows several
 * answers, `actual` decides.
 */
const EXPECTATIONS: { readonly [S in Statistic]: Expect<S> } = {
  summary: expectedSummary,
  views: expectedViews,
  timeline: expectedTimeline,
  concurrency: expectedConcurrency,
  heatmap: expectedHeatmap,
  users: expectedUsers,
  distribution: expectedDistribution,
  unused: expectedUnused,
};

export const STATISTICS = Object.keys(EXPECTATIONS) as Statistic[];

/** Returns the whole answer that a server should give. The compared window is that of `actual`. */
export const expectedAnswer = <S extends Statistic>(
  statistic: S,
  recount: Recount,
  query: Query & { readonly from: number; readonly to: number },
  actual: Answers[S],
): unknown => {
  const { from, to, tz = 'UTC' } = query;
  const { previous_window } = actual;
  const inMs = (window: { from: number; to: number }) => ({ from: window.from * 1000, to: window.to * 1000 });
  const windows = { window: inMs({ from, to }), previous: previous_window && inMs(previous_window) };
  return {
    window: { from, to },
    previous_window,
    tz,
    ...EXPECTATIONS[statistic](recount, windows, query, actual),
  };
};
