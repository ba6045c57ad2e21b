import { holds, type SeenVisit, sumByPath } from './seen-visit.js';

/**
 * In PostHog a page view lasts until the next one in its browser tab, or until the page is closed, by the page's clock.
 * Time that is hidden, asleep or beside another window counts. The first page view begins when the page is first
 * visible. A request that fails without network is sent again, unless the page was closed.
 */
export const posthog = ({ pages, outages }: SeenVisit): Map<string, number> =>
  sumByPath(
    pages.flatMap(({ views, visible, closedAt }) => {
      const seen = visible[0]?.from ?? closedAt;
      return views
        .filter(({ to }) => to < closedAt || !holds(outages, closedAt))
        .map(({ from, to, path }, index) => {
          const begin = index === 0 ? Math.max(from, seen) : from;
          return [path, Math.max(0, to - begin)] as const;
        });
    }),
  );
