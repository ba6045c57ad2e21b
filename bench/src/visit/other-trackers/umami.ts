import { holds, type SeenVisit, sumByPath } from './seen-visit.js';

/** The delay before a change of route is reported. */
export const ROUTE_DELAY_MS = 300;

/**
 * Umami's time of one page runs from its first to its last page view within the visit, by the server's clock, whatever
 * was viewed between. A page that was viewed once has a time of 0. A page view without network is lost.
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
