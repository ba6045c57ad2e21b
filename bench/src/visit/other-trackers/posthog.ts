import { holds, type SeenVisit, sumByPath } from './seen-visit.js';

/**
 * PostHog: a page view lasts until the next one in its browser tab or until the page is closed, by the page's clock, be
 * it hidden, asleep or beside another; a page's first one begins when the page is first visible. What fails without
 * network is sent again, but not by a page that was closed.
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
