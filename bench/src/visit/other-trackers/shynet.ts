import { holds, type SeenVisit, sumByPath, ticks } from './seen-visit.js';

export const HEARTBEAT_MS = 5_000;

/**
 * Shynet: a page view sends a heartbeat at its begin and every 5 s unless the page is hidden then; it counts from the
 * first to the last that arrived, by the server's clock, with all that lies between. One without network is lost.
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
