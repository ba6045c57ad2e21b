import type { Span } from '@dwell/browsing';
import { holds, type PageView, type SeenVisit, sumByPath } from './seen-visit.js';

/** After the first report of a page view, time is sent on from so much. */
export const LATER_REPORT_MS = 3_000;

/**
 * Plausible: while a page has the focus its engaged time runs, by the page's clock, which counts sleep; it is reported
 * when the focus or the view is left, but less than 3 s after an earlier report of the view wait for more, and end with
 * the view. A report without network is lost.
 */
export const plausible = ({ pages, outages }: SeenVisit): Map<string, number> =>
  sumByPath(
    pages.flatMap(({ views, focused }) =>
      views.flatMap((view) =>
        reportsOf(view, focused)
          .filter(({ at }) => !holds(outages, at))
          .map(({ ms }) => [view.path, ms] as const),
      ),
    ),
  );

const reportsOf = (view: PageView, focused: readonly Span[]): { at: number; ms: number }[] => {
  const reports: { at: number; ms: number }[] = [];
  let ms = 0;
  for (const span of focused) {
    const to = Math.min(span.to, view.to);
    const from = Math.max(span.from, view.from);
    if (from >= to) continue;
    ms += to - from;
    if (reports.length > 0 && ms < LATER_REPORT_MS) continue;
    reports.push({ at: to, ms });
    ms = 0;
  }
  return reports;
};
