import { holds, type SeenVisit, sumByPath, ticks } from './seen-visit.js';

export const HEARTBEAT_MS = 5_000;

/**
 * Shynet sends a heartbeat when a page view begins and every 5 s, unless the page is hidden at that moment. The page
 * view lasts from its first to its last heartbeat by the server's clock, gaps included. A heartbeat without network is
 * lost.
 */
export const shynet = (visit: SeenVisit): Map<string, number> =>
  sumByPath(
    visit.pages.flatMap(({ views, visible }) =>
      views.flatMap((view) => {
        const beats = [view.from, ...ticks(view, HEARTBEAT_MS, visit)].filter(
          (at) => holds(visible, at) && !holds(visit.outages, at),
        );
        const [first] = beats;
        return first === undefined ? [] : [[view.path, (beats.at(-1) ?? first) - first] as const];
      }),
    ),
  );
