import { holds, type SeenVisit, sumByPath } from './seen-visit.js';

/** A change of route is reported so much later. */
export const ROUTE_DELAY_MS = 300;

/**
 * Umami, filtered by one page: from the first to the last page view of it within the visit, by the server's clock,
 * whatever was looked at between; a page that was viewed once has 0. A page view without network is lost.
 */
export const umami = ({ pages, outages }: SeenVisit): Map<string, number> => {
  const hits = pages
    .flatMap(({ views }) =>
      views.map(({ from, path }, index) => ({ path, at: from + (index > 0 ? ROUTE_DELAY_MS : 0) })),
    )
    .filter(({ at }) => !holds(outages, at));
  const paths = [...new Set(hits.map(({ path }) => path))];
  return sumByPath(
    paths.map((path) => {
      const instants = hits.filter((hit) => hit.path === path).map(({ at }) => at);
      return [path, Math.max(...instants) - Math.min(...instants)];
    }),
  );
};
