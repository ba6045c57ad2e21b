import type { Span } from '@dwell/browsing';
import { holds, type PageView, type SeenVisit, sumByPath } from './seen-visit.js';

/** After the first report of a page view, further time is reported once it reaches this length. */
export const LATER_REPORT_MS = 3_000;

/**
 * Plausible counts engaged time while a page has the focus, by the page's clock, which includes sleep. It reports the
 * time when the page loses the focus or the view changes. After an earlier report of the same view, less than 3 s are
 * not reported but wait for more, and are dropped when the view ends. A report without network is lost.
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
